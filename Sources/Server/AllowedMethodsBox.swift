internal import HTTPTypes
internal import Hummingbird
internal import Synchronization
internal import Web

/// The middleware comes before the routes, the table of routes after them: this carries it back.
final class AllowedMethodsBox: Sendable {
    private let table = Mutex<AllowedMethods?>(nil)

    func fill(from router: Router<AppContext>) { table.withLock { $0 = AllowedMethods(router) } }

    func methods(for path: String) -> [HTTPRequest.Method] { table.withLock { $0 }?.methods(for: path) ?? [] }
}

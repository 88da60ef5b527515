internal import Hummingbird
internal import Web

/// An id in the path, or what is wrong with it.
enum PathInteger {
    case value(Int)
    case invalid(InputFault)

    var fault: InputFault? { if case .invalid(let fault) = self { fault } else { nil } }

    func get() throws(Problem) -> Int {
        switch self {
        case .value(let value): return value
        case .invalid(let fault): throw Problem(faults: [fault])
        }
    }
}

extension AppContext {
    func integer(_ name: String) -> PathInteger {
        let text = pathText(name)
        return Int(lax: text).map { .value($0) } ?? .invalid(.notAnInteger(at: ["path", .name(name)], text))
    }
}

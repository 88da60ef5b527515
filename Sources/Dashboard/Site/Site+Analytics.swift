internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Visibility

/// What the pages of numbers work with.
extension Site {
    /// In UTC.
    var today: Day { Day(milliseconds: Int(catalog.clock.now().milliseconds)) }

    var analyst: Analyst { Analyst(executor: executor) }

    /// The address of this server as people copy it into a shell.
    func baseURL(_ page: PageRequest) -> String {
        settings.baseURL ?? BaseAddress.from(host: page.request.head.authority, isSecure: settings.secureCookies)
    }
}

extension Response {
    /// - Parameter name: of the file, without its ending; ASCII.
    static func csv(_ text: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

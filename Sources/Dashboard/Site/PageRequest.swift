internal import APIKeys
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Web

/// A request for a page, and what handlers ask of it.
struct PageRequest: Sendable {
    let request: Request
    let context: AppContext

    static let bodyLimit = 64 * 1024

    var query: FormFields { FormFields(query: request.uri.query) }
    var slug: String { context.parameters.get("slug") ?? "" }
    /// The secret part of a link that opens something by itself.
    var link: String { context.parameters.get("link") ?? "" }
    /// For the log and for error pages.
    var id: String { context.requestID.isEmpty ? context.id : context.requestID }
    /// The path and query as they were asked for.
    var address: String { request.uri.string }
    var path: String { request.uri.path }
    var isGet: Bool { request.method == .get }
    /// Where the request came from; `nil` when that cannot be known.
    var client: IPAddress? { context.client }

    /// - Throws: ``PageFailure`` when the address names no key.
    func keyID() throws -> KeyID {
        guard let text = context.parameters.get("id"), let id = KeyID(text) else { throw PageFailure.notFound }
        return id
    }

    func brandID() throws -> Int { try number() }

    /// A part of the address that is a number.
    func number(_ name: String = "id") throws -> Int {
        guard let number = context.parameters.get(name).flatMap({ Int($0) }) else { throw PageFailure.notFound }
        return number
    }

    /// Whether its address says what a form sends without need: fields that are empty, what told the page two of them apart, and a period
    /// beside the dates that go before it.
    var isUntidy: Bool {
        let fields = query
        return isGet
            && (fields.pairs.contains { $0.value.isEmpty || $0.name == FieldReader.datesShown }
                || !fields["period"].isEmpty && !(fields["from"].isEmpty && fields["to"].isEmpty))
    }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }

    /// The fields of the body.
    /// - Throws: ``PageFailure`` when it is larger than this form can be.
    func readForm(upTo limit: Int) async throws -> FormFields {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw PageFailure.tooLarge(limit)
        }
        do {
            let body = Array(try await request.body.collect(upTo: limit).readableBytesView)
            guard let boundary = MultipartForm.boundary(of: request.headers[.contentType]) else { return FormFields(body) }
            guard let form = MultipartForm(body, boundary: boundary) else { throw PageFailure.brokenForm }
            return FormFields(form)
        } catch is NIOTooManyBytesError {
            throw PageFailure.tooLarge(limit)
        }
    }
}

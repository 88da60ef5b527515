package import Hummingbird
package import Web

/// The OpenAPI document, for everyone: it says nothing of anybody's data.
package struct DocumentController: Sendable {
    private let content: PublicContent

    package init(document: APIDocument) {
        var json = JSONWriter(capacity: 256 * 1024)
        json.value(document.json)
        content = PublicContent(json.answer().body, type: "application/json")
    }

    package func addRoutes(to router: Router<AppContext>) {
        router.get("openapi.json", use: document)
        // Where clients of the original API look for it.
        router.get("v1/openapi.json", use: document)
    }

    private func document(_ request: Request, _ context: AppContext) -> Response { content.response(to: request) }
}

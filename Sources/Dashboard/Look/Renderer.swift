internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Mustache
internal import NIOCore

/// Turns pages into HTML and HTML into responses.
struct Renderer: Sendable {
    let library: MustacheLibrary
    let assets: Assets

    init() throws {
        library = try Template.library()
        assets = Assets()
    }

    /// What templates see: `chrome` is around the page, `page` is the page.
    private struct Document<Content: Page> {
        let chrome: Chrome
        let page: Content
    }

    func html(
        _ page: some Page, bar: Chrome.Bar? = nil, formToken: String = "", host: Organization? = nil
    ) -> String {
        let place = (bar?.organization ?? host?.name).map { " · \($0)" } ?? ""
        let chrome = Chrome(
            tab: "\(page.title)\(place) · Latchkey", style: assets.style, script: assets.script, icon: assets.icon,
            homeURL: SitePath.home.address, formToken: formToken, bar: bar,
            host: host.map { Chrome.Host($0) })
        return library.render(Reflected(Document(chrome: chrome, page: page)), withTemplate: type(of: page).template.rawValue)
            ?? ""
    }

    func response(
        _ page: some Page, status: HTTPResponse.Status = .ok, bar: Chrome.Bar? = nil, formToken: String = "",
        host: Organization? = nil
    ) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: html(page, bar: bar, formToken: formToken, host: host))))
    }
}

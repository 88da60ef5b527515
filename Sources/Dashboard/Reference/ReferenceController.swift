internal import Hummingbird
internal import NIOCore
internal import Synchronization
internal import Web

/// `/docs`: the reference of the API, for everyone.
struct ReferenceController: Sendable {
    private let page: RenderedPage

    init(site: Site, document: APIDocument) {
        page = RenderedPage { site.renderer.html(ReferencePage(document)) }
    }

    var entries: [SiteEntry] {
        [.visitor(.reference) { [page] request in page.content.response(to: request.request) }]
    }
}

/// A page that is the same for everyone: rendered when it is first asked for, and kept.
private final class RenderedPage: Sendable {
    private let render: @Sendable () -> String
    private let kept = Mutex<PublicContent?>(nil)

    init(render: @escaping @Sendable () -> String) { self.render = render }

    var content: PublicContent {
        kept.withLock { kept in
            if let kept { return kept }
            let content = PublicContent(ByteBuffer(string: render()), type: "text/html; charset=utf-8")
            kept = content
            return content
        }
    }
}

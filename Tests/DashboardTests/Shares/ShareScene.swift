import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

/// Fabrikam with its answers, and people who share its report.
struct ShareScene: Sendable {
    let answers: AnswerScene
    let editor: Browser

    var site: TestSite { answers.site }
    var viewer: Browser { answers.viewer }
    /// Of the brand's first page.
    var path: String { answers.path }
    var list: String { "\(path)/shares" }
    var form: String { "\(path)/shares/new" }

    init() async throws {
        answers = try await AnswerScene()
        try await answers.furnish()
        editor = try await answers.site.signIn("editor@northwind.example")
    }

    /// Shares without a page.
    func share(
        _ brand: Brand? = nil, for recipient: String = "Contoso board", _ view: BrandView = BrandView(), days: Int = 30
    ) async throws -> (share: Share, address: String) {
        let made = try await site.catalog.shares.create(
            for: recipient, view: SharedView(view).text, days: days, of: brand ?? site.fabrikam, by: .commandLine)
        return (made.share, "/s/\(made.link)")
    }

    /// Shares over the form, and takes the link from the page that shows it.
    func share(_ client: any TestClientProtocol, _ fields: String) async throws -> String {
        let made = try await client.post(form, editor, fields)
        #expect(made.status == .seeOther)
        #expect(!made.location.contains("/s/"))
        let page = try await client.get(made.location, editor).text
        return String(try #require(page.firstMatch(of: /http:\/\/localhost(\/s\/[0-9A-Za-z]{43})</)).output.1)
    }
}

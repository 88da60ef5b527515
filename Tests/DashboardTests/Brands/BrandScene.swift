import Catalog
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Dashboard

/// A site where an editor works on Fabrikam.
struct BrandScene: Sendable {
    let site: TestSite
    let editor: Browser
    let viewer: Browser

    init() async throws {
        site = try await TestSite()
        editor = try await site.signIn("editor@northwind.example")
        viewer = try await site.signIn("viewer@northwind.example")
    }

    var path: String { "/o/northwind-agency/brands/\(site.fabrikam.id)" }
    var brands: BrandService { site.catalog.brands }
    var prompts: PromptService { site.catalog.prompts }

    func brand() async throws -> Brand { try await brands.find(site.fabrikam.id, in: site.northwind.id) }

    /// Changes Fabrikam as somebody else would.
    func change(_ edit: (inout BrandPatch) -> Void) async throws {
        var patch = BrandPatch()
        edit(&patch)
        _ = try await brands.change(site.fabrikam.id, patch, in: site.northwind.id, by: .commandLine)
    }

    func competitor(_ name: String, websites: [String] = []) async throws -> Competitor {
        var content = CompetitorContent(name: name)
        content.websites = websites
        return try await brands.add(content, to: site.fabrikam.id, in: site.northwind.id, by: .commandLine)
    }

    @discardableResult
    func prompt(_ text: String, stage: String? = nil, tags: [String] = []) async throws -> Prompt {
        var draft = PromptDraft(text: text)
        (draft.stage, draft.tags) = (stage, tags)
        return try await prompts.create(draft, of: site.fabrikam.id, in: site.northwind.id, by: .commandLine).prompt
    }

    func all(_ status: PromptQuery.Status = .active) async throws -> [Prompt] {
        var query = PromptQuery()
        query.status = status
        query.limit = 100_000
        return try await prompts.list(query, of: try await brand())
    }
}

extension TestClientProtocol {
    /// What the form at this address carries to tell whether somebody was faster.
    func seen(_ address: String, _ browser: Browser) async throws -> String {
        let text = try await get(address, browser).text
        return "seen=\(try #require(text.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)).output.1)"
    }

    /// A form with a file in it.
    func upload(_ address: String, _ browser: Browser, _ fields: [(String, String)], file: [UInt8]? = nil) async throws
        -> TestResponse
    {
        var body: [UInt8] = []
        for (name, value) in [("form_token", browser.formToken)] + fields {
            body += Array("--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        if let file {
            body += Array("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\n\r\n".utf8) + file
            body += Array("\r\n".utf8)
        }
        body += Array("--x--\r\n".utf8)
        return try await execute(
            uri: address, method: .post, headers: [.cookie: browser.cookie, .contentType: "multipart/form-data; boundary=x"],
            body: ByteBuffer(bytes: body))
    }
}

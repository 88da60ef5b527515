import APIKeys
import Catalog
import Testing
import Visibility

@testable import Dashboard

extension BrandScene {
    /// A day of the standard period of ``testNow``, which begins on 24 August 2026, and one of the period before.
    static let now = "2026-11-12"
    static let before = "2026-08-01"

    /// Answers to a prompt, read as those that are sent in.
    func answer(
        _ prompt: Prompt, _ texts: [String], on day: String = now, _ platform: Platform = .chatGPT, citing urls: [String] = []
    ) async throws {
        let noon = try #require(Day(iso8601: day)).number * 86_400_000 + 43_200_000
        let drafts = texts.map { text in
            var draft = AnswerDraft(prompt: .id(prompt.id), platform: platform, text: text)
            draft.createdAt = Timestamp(milliseconds: Int64(noon))
            draft.pages = urls.map { CitedPage(url: $0) }
            return draft
        }
        _ = try await site.catalog.observations.add(drafts, to: site.fabrikam.id, in: site.northwind.id).get()
    }
}

extension String {
    /// The names in the rows of a list, in their order.
    var namesInRows: [String] { matches(of: /class="name"(?: href="[^"]+")?>([^<]+)</).map { String($0.output.1) } }
}

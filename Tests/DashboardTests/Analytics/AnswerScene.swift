import APIKeys
import Catalog
import Testing
import Visibility

@testable import Dashboard

/// A site with answers to two prompts of Fabrikam: in the last 13 whole weeks (which end on Sunday, 22 November 2026) and before.
struct AnswerScene: Sendable {
    let site: TestSite
    let viewer: Browser
    let contoso: Competitor
    let best: Prompt
    let worth: Prompt

    /// In the period that pages show first.
    static let inside = day("2026-11-16")
    /// In the period before that one.
    static let before = day("2026-08-17")

    init() async throws {
        let scene = try await BrandScene()
        site = scene.site
        viewer = scene.viewer
        contoso = try await scene.competitor("Contoso", websites: ["contoso.example"])
        best = try await scene.prompt("best accounting software", tags: ["core", "germany"])
        worth = try await scene.prompt("is Fabrikam worth it?")
    }

    var path: String { "/o/northwind-agency/brands/\(site.fabrikam.id)" }

    /// - Parameters:
    ///   - text: of each answer, one after the other.
    ///   - edit: changes a draft before it is sent.
    func answer(
        _ prompt: Prompt, _ texts: [String], on day: Day = inside, by platform: Platform = .chatGPT,
        _ edit: (inout AnswerDraft) -> Void = { _ in }
    ) async throws {
        let drafts = texts.map { text in
            var draft = AnswerDraft(prompt: .id(prompt.id), platform: platform, text: text)
            draft.createdAt = Timestamp(milliseconds: Int64(day.number) * 86_400_000 + 43_200_000)
            edit(&draft)
            return draft
        }
        let result = try await site.catalog.observations.add(drafts, to: site.fabrikam.id, in: site.northwind.id)
        guard case .success = result else { throw Refused() }
    }

    struct Refused: Error {}

    /// Fabrikam is named by 6 of 8 answers now and was by 2 of 8; Contoso by 2 of 8, both times.
    func furnish() async throws {
        let cited: (inout AnswerDraft) -> Void = { draft in
            draft.pages = [
                CitedPage(url: "https://fabrikam.example/prices"), CitedPage(url: "https://news.example/a"),
                CitedPage(url: "https://contoso.example/"),
            ]
        }
        try await answer(
            best, ["Fabrikam is good.", "Fabrikam.", "Fabrikam!", "Try Fabrikam", "Fabrikam it is", "Nobody knows."], cited)
        try await answer(best, ["Fabrikam and Contoso", "Contoso"], by: .claude)
        try await answer(best, ["Fabrikam", "No idea", "No idea", "No idea", "No idea"], on: Self.before)
        try await answer(worth, ["Fabrikam and Contoso", "Contoso", "Nothing"], on: Self.before, by: .claude)
    }
}

/// A day that a test writes down; the first of all days for what is none.
func day(_ text: String) -> Day { Day(iso8601: text) ?? .first }

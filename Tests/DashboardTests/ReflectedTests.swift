import Mustache
import Testing

@testable import Dashboard

/// What templates see of a page.
@Suite struct ReflectedTests {
    private struct Inner {
        let name: String
        let note: String?
        let rows: [Row]
    }

    private struct Row {
        let word: String
        let note: String?
        let parts: [Int]
    }

    private struct Outer {
        let page: Inner
        let note: String
        let isShown: Bool
        let whole: Inner?
    }

    private static let model = Outer(
        page: Inner(
            name: "a<b", note: nil,
            rows: [Row(word: "one", note: "first", parts: [1, 2]), Row(word: "two", note: nil, parts: [])]),
        note: "outer", isShown: false, whole: nil)

    @Test(arguments: [
        ("{{page.name}}|{{note}}", "a&lt;b|outer"),
        ("{{#page.rows}}{{word}} {{page.name}};{{/page.rows}}", "one a&lt;b;two a&lt;b;"),
        ("{{#page.rows}}{{#parts}}{{.}},{{/parts}}{{^parts}}none{{/parts}}{{/page.rows}}", "1,2,none"),
        ("{{#isShown}}yes{{/isShown}}{{^isShown}}no{{/isShown}}", "no"),
        ("{{#whole}}yes{{/whole}}{{^whole}}no{{/whole}}", "no"),
        ("{{#page}}{{#rows}}{{#page}}{{name}}{{/page}}{{/rows}}{{/page}}", "a&lt;ba&lt;b"),
    ])
    func aTemplateSeesThePartsOfAPage(_ template: String, _ expected: String) throws {
        #expect(try render(template) == expected)
        #expect(try MustacheTemplate(string: template).render(Self.model) == expected, "as swift-mustache sees them itself")
    }

    /// Where swift-mustache itself would show that of what stands around.
    @Test(arguments: [
        ("{{#page}}[{{note}}]{{#note}}here{{/note}}{{^note}}none{{/note}}{{/page}}", "[]none"),
        ("{{#page.rows}}[{{note}}]{{/page.rows}}", "[first][]"),
    ])
    func aPartThatIsNilIsNothing(_ template: String, _ expected: String) throws {
        #expect(try render(template) == expected)
    }

    private func render(_ template: String) throws -> String {
        try MustacheTemplate(string: template).render(Reflected(Self.model))
    }
}

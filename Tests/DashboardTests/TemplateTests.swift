import Mustache
import Testing

@testable import Dashboard

@Suite("Templates")
struct TemplateTests {
    @Test("Every template begins by choosing our escaping", arguments: Template.allCases)
    func beginsWithContentType(template: Template) {
        #expect(template.text.hasPrefix("{{% CONTENT_TYPE:PAGE}}"))
    }

    @Test("No template has a way around escaping, an inline script or an inline style", arguments: Template.allCases)
    func hasNoWayAround(template: Template) {
        let text = template.text
        for forbidden in ["{{{", "{{&", " style=", " onclick=", "<style", "javascript:"] {
            #expect(!text.contains(forbidden), "\(forbidden)")
        }
        #expect(!text.contains("<script>"))
    }

    @Test(
        "Hostile text is escaped wherever a template puts it, also when a combining accent hides the mark",
        arguments: Template.allCases)
    func escapes(template: Template) throws {
        let library = try Template.library()
        for absent in [[], Self.inverted(template)] {
            let html = try #require(library.render(Hostile(absent: absent), withTemplate: template.rawValue))
            for mark in ["\"", "'", "<", ">", "&"] {
                #expect(!Self.contains(html, mark + "\u{301}"), "\(template.rawValue) lets \(mark) through")
            }
            #expect(!Self.contains(html, "\0"))
        }
    }

    @Test("The escaping under test is what keeps the marks out: without it they are there")
    func testIsSharp() throws {
        let plain = try MustacheTemplate(string: "<a title=\"{{page}}\">").render(Hostile(absent: []))
        let hidden = "\"" + "\u{301}"
        #expect(Self.contains(plain, hidden))
    }

    /// By bytes: by characters the two are never found.
    private static func contains(_ text: String, _ part: String) -> Bool {
        let text = Array(text.utf8)
        let part = Array(part.utf8)
        return text.indices.contains { text[$0...].starts(with: part) }
    }

    /// Names that a template shows something for when they are absent.
    private static func inverted(_ template: Template) -> Set<String> {
        let texts = Template.allCases.map(\.text).joined()
        return Set(
            texts.split(separator: "{{^").dropFirst().compactMap { rest in
                rest.split(separator: "}}").first?.split(separator: ".").last.map(String.init)
            })
    }
}

/// Stands for every model: whatever is asked of it is there, and is hostile.
private struct Hostile: MustacheParent, CustomStringConvertible {
    let absent: Set<String>

    func child(named name: String) -> Any? { absent.contains(name) ? nil : self }

    var description: String { "\"\u{301} onmouseover=x '\u{301} <\u{301}script>\u{301} &\u{301} \0" }
}

import Testing

@testable import Visibility

@Suite struct MarkdownTests {
    /// What is read of a text, with ⏎ for a line break and ■ for an object.
    private func read(_ markdown: String) -> String {
        var text = String.UnicodeScalarView()
        for unit in VisibleText(markdown).units {
            switch unit.exact {
            case VisibleText.lineBreak: text.append("⏎")
            case VisibleText.object: text.append("■")
            default: if let scalar = Unicode.Scalar(unit.exact) { text.append(scalar) }
            }
        }
        return String(text)
    }

    @Test(
        "Markup is not read",
        arguments: [
            ("**Acme** Cloud", "Acme Cloud"), ("__Acme__ *Cloud*", "Acme Cloud"), ("***Acme***", "Acme"),
            ("A**cm**e", "Acme"), ("~~Acme~~ ~5", "Acme ~5"),
            ("`Acme`", "Acme"), ("``a`b``", "ab"), ("# Acme\ntext", "Acme⏎text"), ("a\n## B\nc", "a⏎B⏎c"),
            ("#1 of C#", "#1 of C#"), ("snake_case_", "snake_case"),
            ("* a\n* b", "* a * b"), ("1 * 2", "1 * 2"), ("- a\n- b", "- a - b"), ("1. a\n2. b", "1. a⏎2. b"),
            ("a\n\nb", "a⏎b"), ("a  \nb", "a⏎b"), ("a\nb", "a b"),
            ("> a", "> a"), ("```python\nx = 1\n```", "x = 1"), ("```x```", "x"), ("\\*a\\* \\[b\\] \\_c\\_", "a [b] c"),
            ("a \\# b", "a # b"), ("C:\\dir", "C:\\dir"),
            ("| a | b |\n|---|---|", "| a | b | |---|---|"), ("  a  ", "a"), ("a\u{AD}b\u{200B}c", "abc"), ("x-ray", "x ray"),
            ("a - b", "a - b"), ("-a b-", "-a b-"),
        ])
    func readsMarkup(_ markdown: String, _ expected: String) { #expect(read(markdown) == expected) }

    @Test(
        "The text of a link is read, its target is not",
        arguments: [
            ("[Acme](https://acme.com) b", "Acme b"), ("[a](b \"t\") c", "a c"), ("[a](<b c>) d", "a d"),
            ("[a](<b c", "a(<b c"), ("[a](b_(c)) d", "a d"), ("![a](b.png) c", "a c"),
            ("[![a](b)](c) d", "a d"), ("[a][b] c", "a c"), ("[a][1]", "a"), ("[a] b", "a b"), ("a[1] b", "a b"),
            ("a[1][2], b", "a, b"), ("a [1, 2] b", "a b"),
            ("a[^note] b", "a b"), ("a[1](https://x.y) b", "a b"), ("[[1]](x) b", "b"), ("[1]: https://a.b \"Acme\"\nc", "c"),
            ("[acme]: /x\nc", "c"), ("[^1]: Acme", ": Acme"),
            ("[Note]: Acme is", "Note: Acme is"), ("[a](see below)", "a(see below)"), ("a(b)", "a(b)"), ("[a](b", "a(b"),
            ("([a](b))", "(a)"), ("a【3†source】b", "ab"), ("【a】", "【a】"),
            ("a\u{E200}cite\u{E202}turn0search1\u{E201} b", "a b"), ("Wow![1]", "Wow!"), ("[24]7", "247"),
            ("[a](b) (c)", "a (c)"), ("x [", "x"), ("]", ""),
        ])
    func readsLinks(_ markdown: String, _ expected: String) { #expect(read(markdown) == expected) }

    @Test(
        "An address is one object, a bare domain is a word",
        arguments: [
            ("see https://acme.com/a?b=c#d.", "see ■."), ("(https://a.b/c_(d))", "(■)"), ("<https://a.b> c", "■ c"),
            ("<a@b.c> d", "■ d"), ("www.acme.com!", "■!"), ("a@b.com, c", "■, c"),
            ("first.last+x@acme-corp.co.uk.", "■."), ("acme.com/pricing is", "■ is"), ("acme.com is", "acme.com is"),
            ("acme.com/", "■"), ("Booking.com/Expedia", "Booking.com/Expedia"),
            ("and/or", "and/or"), ("4.5/5", "4.5/5"), ("10:30", "10:30"), ("@acme", "@acme"), ("a@ b", "a@ b"),
            ("Folding@home", "Folding@home"), ("a@.b", "a@.b"), ("詳細はhttps://a.b/cをご覧", "詳細は■をご覧"), ("**https://a.b**", "■"),
            ("|https://a.b|c|", "|■|c|"), ("https://de.wikipedia.org/wiki/Müller x", "■ x"), ("mailto:a@b.c.", "mailto:■."),
            ("mailto:a@b.c", "mailto:■"), ("お問い合わせはa@b.comまで", "お問い合わせは■まで"), ("://", "://"), ("www.", "■"),
        ])
    func readsAddresses(_ markdown: String, _ expected: String) { #expect(read(markdown) == expected) }

    @Test(
        "Tags are not read, entities are what they stand for",
        arguments: [
            ("<b>A</b>cme", "Acme"), ("Acme<br>Cloud", "Acme⏎Cloud"), ("<td>a</td><td>b</td>", "a⏎b"),
            ("a<!-- b > c -->d", "ad"), ("a <!-- b", "a <!-- b"), ("a < b > c", "a < b > c"),
            ("a &amp; b", "a & b"), ("a&nbsp;b", "a b"), ("&#65;&#x42;", "AB"), ("&lt;b&gt;", "<b>"), ("&eacute;", "é"),
            ("&nothing;", "&nothing;"), ("&", "&"), ("a&b;", "a&b;"), ("&#x110000;", "&#x110000;"),
            ("&#xD800;", "&#xD800;"), ("<a href=\"https://acme.com\">x</a>", "x"), ("a<3", "a<3"), ("x<sup>1</sup>", "x1"),
            ("</p", "</p"), ("&#0;a", "a"), ("&#999999999999;", "&#999999999999;"),
        ])
    func readsHTML(_ markdown: String, _ expected: String) { #expect(read(markdown) == expected) }

    @Test(
        "What stands in the markup is not mentioned, what it shows is",
        arguments: [
            ("**Acme**", 1), ("[Acme](https://acme.com/acme)", 1), ("[here](https://acme.com \"Acme\")", 0),
            ("https://acme.com/acme", 0), ("acme@acme.com", 0), ("acme-sales@x.com", 0),
            ("acme.com/acme", 0), ("[acme.com](https://acme.com)", 0), ("`acme install`", 1), ("## Acme: a review", 1),
            ("| Acme | 5 |", 1), ("<b>Acme</b>", 1), ("<Acme>", 0), ("Acme[1]and", 1),
            ("Acme[1]", 1), ("Acme<sup>1</sup>", 1), ("Acme¹", 1), ("![Acme](x.png)", 1), ("[Acme][1]", 1),
            ("[site][acme]", 0), ("_Acme_", 1), ("**_Acme_**,", 1), ("*A*cme", 1), ("> Acme", 1), ("- [x] Acme", 1),
            ("<a href='acme'>site</a>", 0), ("[1]: https://acme.com \"Acme\"", 0), ("Acme【1†acme】", 1), ("A\\cme", 0),
            ("acme/acme-cli", 2), ("**Acme**s", 0), ("**Ac**me-like", 1),
        ])
    func seesThroughMarkup(_ markdown: String, _ count: Int) { #expect(find("Acme", in: markdown).count == count) }

    @Test func aMentionCoversTheMarkupWithinItsName() {
        let cloud = MentionSubject("Acme Cloud")
        #expect(find(cloud, in: "the **Acme** Cloud") == ["Acme** Cloud"])
        #expect(find(cloud, in: "[Acme](https://acme.com) Cloud's") == ["Acme](https://acme.com) Cloud"])
        #expect(find(MentionSubject("AT&T"), in: "by AT&amp;T.") == ["AT&amp;T"])
        #expect(find(MentionSubject("Café"), in: "Cafe\u{301} b") == ["Cafe\u{301}"])
    }
}

import Testing

@testable import Visibility

@Suite struct SpellingTests {
    @Test(
        "Spellings that read the same are the same name",
        arguments: [
            ("Acme Cloud", "acme cloud"), ("Acme Cloud", "ACME CLOUD"), ("Acme Cloud", "Acme  Cloud"),
            ("Acme Cloud", "Acme\nCloud"),
            ("Acme Cloud", "Acme\tCloud"), ("Acme Cloud", "Acme\u{A0}Cloud"), ("Acme Cloud", "Acme\u{202F}Cloud"),
            ("Acme Cloud", "Acme-Cloud"), ("Acme Cloud", "Acme\u{3000}Cloud"), ("Acme Cloud", "Ac\u{AD}me Cl\u{200B}oud"),
            ("Acme Cloud", "Acme\u{200D} Cloud"), ("Acme Cloud", "Acme® Cloud™"), ("Acme™", "Acme"),
            ("Acme Cloud", "  Acme Cloud"),
            ("Coca-Cola", "Coca Cola"), ("Coca-Cola", "Coca‑Cola"), ("Coca-Cola", "Coca–Cola"), ("Coca-Cola", "Coca—Cola"),
            ("Coca-Cola", "coca\u{2010}cola"), ("Coca-Cola", "Coca\u{2212}Cola"), ("Coca-Cola", "**Coca**-Cola"),
            ("McDonald's", "McDonald’s"), ("McDonald’s", "McDonald's"), ("McDonald's", "McDonaldʼs"), ("L'Oréal", "L’ORÉAL"),
            ("L'Oréal", "l'ore\u{301}al"), ("L'Ore\u{301}al", "L'Oréal"), ("Citroën", "CITROE\u{308}N"),
            ("Việt", "Vie\u{302}\u{323}t"),
            ("Việt", "Vie\u{323}\u{302}t"), ("Straße", "STRASSE"), ("Straße", "strasse"), ("Strasse", "Straße"),
            ("Straße", "STRAẞE"),
            ("Müller", "MÜLLER"), ("Όμιλος", "ΌΜΙΛΟΣ"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("Яндекс", "ЯНДЕКС"), ("İş", "iş"),
            ("Işık", "IŞIK"),
            ("ACME", "ＡＣＭＥ"), ("Acme", "Ａcme"), ("Fiat", "ﬁat"), ("AT&T", "AT&amp;T"), ("AT&T", "AT & T"),
            ("Marks & Spencer", "Marks&Spencer"),
            ("E*TRADE", "E*TRADE"), ("E*TRADE", "E\\*TRADE"), ("ガスト", "カ\u{3099}スト"),
            ("한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"),
            ("my_brand", "my_brand"), ("[24]7", "[24]7"), ("Kelvin", "\u{212A}elvin"), ("Acme\u{FE0F}", "Acme"),
        ])
    func areOne(_ name: String, _ text: String) { #expect(find(name, in: text).count == 1) }

    @Test(
        "Spellings that read otherwise are not",
        arguments: [
            ("Acme Cloud", "AcmeCloud"), ("AcmeCloud", "Acme Cloud"), ("Acme Cloud", "Acme - Cloud"),
            ("Acme Cloud", "Acme, Cloud"),
            ("Acme Cloud", "Acme\n\nCloud"), ("Acme Cloud", "Acme  \nCloud"), ("Acme Cloud", "# Acme\nCloud"),
            ("Acme Cloud", "Acme\n# Cloud"),
            ("Acme Cloud", "- Acme\n- Cloud"), ("Acme 2", "1. Acme\n2. Globex"), ("Acme Cloud", "| Acme | Cloud |"),
            ("Acme Cloud", "Acme * Cloud"),
            ("Nestlé", "Nestle"), ("Nestle", "Nestlé"), ("McDonald's", "McDonalds"), ("Coca-Cola", "CocaCola"),
            ("Coca-Cola", "Coca--Cola"),
            ("Acme Cloud", "Acme https://x.example Cloud"), ("Acme Cloud", "Acme<br>Cloud"), ("E*TRADE", "E * TRADE"),
        ])
    func areTwo(_ name: String, _ text: String) { #expect(find(name, in: text) == []) }

    @Test(
        "With the case rule a name is found in its own case only",
        arguments: [
            ("Apple", "Apple and apple and APPLE", 1), ("Apple", "an apple", 0), ("Apple", "Apple's", 1),
            ("Straße", "STRASSE", 0), ("Straße", "Straße", 1),
            ("Straße", "Strasse", 0), ("Fiat", "ﬁat", 0), ("fiat", "ﬁat", 1), ("L'Oréal", "L’Ore\u{301}al", 1),
            ("iPhone", "IPHONE iPhone", 1),
            ("ACME", "ＡＣＭＥ", 1), ("Take-Two", "take two tablets", 0), ("Take-Two", "Take Two", 1),
        ])
    func obeysTheCaseRule(_ name: String, _ text: String, _ count: Int) {
        #expect(find(MentionSubject(name, caseSensitive: true), in: text).count == count)
    }

    @Test(arguments: ["", " ", "-", "!!!", "**", "™", "\u{200B}", "&", "[]", "_", "’"])
    func aNameWithoutLetterOrDigitIsNeverFound(_ name: String) {
        #expect(find(name, in: "a \(name) b \(name)\(name) ! - & * [] ** _ ’ c") == [])
    }
}

import Testing

@testable import Visibility

@Suite struct WordEdgeTests {
    @Test(
        "A name is found as a word",
        arguments: [
            ("Apple", "Apple"), ("Apple", "I like Apple."), ("Apple", "(Apple)"), ("Apple", "\"Apple\""),
            ("Apple", "«Apple»"),
            ("Apple", "Apple, Google and others"), ("Apple", "Apple/Google"), ("Apple", "Apple-based"),
            ("Apple", "pre-Apple"),
            ("Apple", "Apple: a company"), ("Apple", "Apple—the company"), ("Apple", "#Apple"), ("Apple", "@Apple"),
            ("Apple", "Apple…"),
            ("Apple", "Apple?!"), ("Apple", "Apple™"), ("Apple", "Apple® is"), ("Apple", "🍎Apple🍎"),
            ("Apple", "Apple&Google"),
            ("Apple", "Apple+Google"), ("Apple", "Apple²"), ("Apple", "x|Apple|y"), ("Apple", "Apple\u{200B}is"),
            ("C++", "C++ is fast"), ("C++", "in C++."), ("C++", "C++11"), ("C#", "C# or F#"), ("Yahoo!", "Yahoo! is"),
            ("Yahoo!", "Yahoo!"),
            (".NET", "on .NET"), (".NET", ".NET Core"), ("7-Eleven", "a 7-Eleven store"), ("AT&T", "AT&T Mobile"),
            ("3M", "by 3M"),
            ("M&M's", "M&M's"), ("Node.js", "Node.js."), ("acme.com", "go to acme.com."), ("acme.com", "acme.com is"),
            ("O2", "an O2 plan"),
            ("Acme Inc.", "Acme Inc. is"), ("X", "on X."), ("X", "X (Twitter)"), ("Disney", "Disney+ shows"),
            ("U.S. Bank", "U.S. Bank"),
            ("Siemens", "Siemens' turbines"), ("Acme", "like Acme.It is"), ("Acme", "We compared Acme.Globex won"),
            ("1Password", "1Password"),
        ])
    func finds(_ name: String, _ text: String) { #expect(find(name, in: text) == [name]) }

    @Test(
        "A part of a word is no name",
        arguments: [
            ("Apple", "Applebee"), ("Apple", "Pineapple"), ("Apple", "Apple1"), ("Apple", "1Apple"), ("Apple", "Apple_pie"),
            ("Apple", "Applé"), ("Apple", "Apple\u{301}"), ("Apple", "Apples"), ("Apple", "apple.com"),
            ("Apple", "get.apple"),
            ("C", "C++"), ("C", "C#"), ("R", "R&D"), ("T-Mobile", "AT&T Mobile"), ("X", "X-ray"), ("X", "an Xbox"),
            ("Can", "I can't"),
            ("T-Mobile", "I can't mobile"), ("Reilly", "O'Reilly"), (".NET", "acme.net"), (".NET", "ASP.NET"), ("3M", "13M"),
            ("3M", "$3M"),
            ("3M", "1.3M"), ("3M", "1,3M"), ("3M", "3Ms"), ("acme.com", "shop.acme.com"), ("acme.com", "acme.com.au"),
            ("acme.com", "acme.community"), ("Acme", "acme.js"), ("Acme", "акме"), ("Acme", "Acmeом"), ("Yahoo!", "Yahoo"),
            ("C++", "C+"),
        ])
    func doesNotFind(_ name: String, _ text: String) { #expect(find(name, in: text) == []) }

    @Test(
        "A possessive is a mention, whichever apostrophe it has",
        arguments: [
            "Acme's", "Acme’s", "Acmeʼs", "ACME'S", "Acme&#39;s", "Acme&rsquo;s", "the Acmes' lead", "Acme'", "**Acme**'s",
            "Acme'nin",
            "Acme’da", "Acme'll do", "'Acme'", "‘Acme’",
        ])
    func findsPossessives(_ text: String) { #expect(find("Acme", in: text).map { $0.lowercased() } == ["acme"]) }

    @Test(
        "What languages glue before or behind a name does not hide it",
        arguments: [
            ("Acme", "l'Acme", "Acme"), ("Acme", "d’Acme", "Acme"), ("Acme", "jusqu'Acme", "Acme"),
            ("Acme", "dell'Acme", "Acme"),
            ("네이버", "네이버는 어떤가요", "네이버"), ("네이버", "네이버에서", "네이버"), ("삼성", "삼성이란", "삼성"), ("Acme", "Acme는", "Acme"),
            ("גוגל", "בגוגל", "גוגל"), ("גוגל", "ושל גוגל", "גוגל"), ("أمازون", "وأمازون", "أمازون"),
            ("أرامكو", "لأرامكو", "أرامكو"),
            ("Google", "בGoogle", "Google"),
        ])
    func findsBesideAffixes(_ name: String, _ text: String, _ covered: String) { #expect(find(name, in: text) == [covered]) }

    @Test(
        "What is no affix does hide it",
        arguments: [("라인", "라인업"), ("네이버", "오네이버"), ("네이버", "네이버후드는"), ("Angelo", "O'Angelo"), ("גוגל", "קגוגל")])
    func doesNotFindInLongerWords(_ name: String, _ text: String) { #expect(find(name, in: text) == []) }

    @Test(
        "In scripts without spaces a name stands anywhere; a run of katakana is a word",
        arguments: [
            ("楽天", "私は楽天で買います", 1), ("楽天", "楽天市場と楽天", 2), ("トヨタ", "トヨタはすごい", 1), ("アップル", "アップルパイ", 0),
            ("ライン", "オンライン", 0), ("アップル", "アップルの製品", 1), ("Acme", "Acmeは", 1), ("Acme", "私のAcme社", 1),
            ("Acme", "AcmeCloudは", 0),
            ("苹果", "我喜欢苹果手机", 1), ("ソニー", "ｿﾆｰの", 1), ("グーグル", "ｸﾞｰｸﾞﾙ", 1), ("コカ・コーラ", "コカ・コーラを", 1),
            ("楽天", "・楽天\n・アマゾン", 1),
            ("ลาซาด้า", "ซื้อของที่ลาซาด้าดีไหม", 1), (".NET", "私の.NET", 1), ("Yahoo!", "Yahoo!ニュース", 1),
            ("らーめん", "らーめん屋", 1),
        ])
    func findsInUnsegmentedText(_ name: String, _ text: String, _ count: Int) { #expect(find(name, in: text).count == count) }
}

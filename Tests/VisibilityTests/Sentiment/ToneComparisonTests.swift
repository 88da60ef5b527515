import Testing

@testable import Visibility

@Suite struct ToneComparisonTests {
    @Test(
        "Who is compared with gets the opposite",
        arguments: [
            ("Acme is better than Globex.", "Acme positive, Globex negative"),
            ("It is better than Acme in this respect.", "Acme negative"),
            ("Acme is slower than Globex.", "Acme negative, Globex positive"),
            ("Acme is more reliable than Globex.", "Acme positive, Globex negative"),
            ("Acme is less reliable than Globex.", "Acme negative, Globex positive"),
            ("Acme is as reliable as Globex.", "Acme positive, Globex positive"),
            ("Acme is not as reliable as Globex.", "Acme negative, Globex positive"),
            ("Acme is better than Globex and Initech.", "Acme positive, Globex negative, Initech negative"),
            ("Acme outperforms Globex with faster reports.", "Acme positive, Globex negative"),
            ("Acme lags behind Globex in this year.", "Acme negative, Globex positive"),
            ("Acme is outperformed by Globex.", "Acme negative, Globex positive"),
            ("We prefer Acme to Globex.", "Acme positive, Globex negative"),
            ("Unlike Globex, Acme is reliable.", "Acme positive, Globex negative"),
            ("Compared to Globex, Acme is slow.", "Acme negative, Globex positive"),
            ("Acme is a great alternative to Globex.", "Acme positive, Globex none"),
            ("Acme ist besser als Globex.", "Acme positive, Globex negative"),
            ("Acme ist weniger zuverlässig als Globex.", "Acme negative, Globex positive"),
            ("Acme ist nicht so schnell wie Globex.", "Acme negative, Globex positive"),
            ("Acme gilt als zuverlässig und sicher.", "Acme positive"),
            ("Im Vergleich zu Globex ist Acme schneller.", "Acme positive, Globex negative"),
            ("Acme est plus fiable que Globex.", "Acme positive, Globex negative"),
            ("Acme est moins fiable que Globex.", "Acme negative, Globex positive"),
            ("Contrairement à Globex, Acme est fiable.", "Acme positive, Globex negative"),
            ("Acme es más fiable que Globex.", "Acme positive, Globex negative"),
            ("Acme es menos fiable que Globex.", "Acme negative, Globex positive"),
            ("A diferencia de Globex, Acme es fiable.", "Acme positive, Globex negative"),
            ("Acme è più affidabile di Globex.", "Acme positive, Globex negative"),
            ("Acme è meno affidabile di Globex.", "Acme negative, Globex positive"),
            ("O Acme é mais confiável do que o Globex.", "Acme positive, Globex negative"),
            ("O Acme é menos confiável do que o Globex.", "Acme negative, Globex positive"),
            ("Acme is betrouwbaarder dan Globex.", "Acme positive, Globex negative"),
            ("Acme is minder betrouwbaar dan Globex.", "Acme negative, Globex positive"),
            ("Acme надёжнее, чем Globex.", "Acme positive, Globex negative"),
            ("Acme比Globex更可靠。", "Acme positive, Globex negative"),
            ("AcmeはGlobexより安いです。", "Acme positive, Globex negative"),
            ("Acme는 Globex보다 편리합니다.", "Acme positive, Globex negative"),
        ])
    func compares(_ text: String, _ expected: String) { #expect(tones(text) == expected) }
}

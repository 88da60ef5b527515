import Testing

@testable import Visibility

@Suite struct NegationTests {
    @Test(
        "A negation turns what it is for",
        arguments: [
            ("For this company Acme is reliable.", "Acme positive"), ("For this company Acme is not reliable.", "Acme negative"),
            ("Acme isn’t slow, and that is what they wanted.", "Acme positive"),
            ("Acme has never been very reliable in all these years.", "Acme negative"),
            ("Acme is hardly intuitive for the people who use it.", "Acme negative"),
            ("Acme is neither fast nor reliable in this test.", "Acme negative"),
            ("Acme is not only fast but also reliable.", "Acme positive"),
            ("There are no problems with Acme at all.", "Acme positive"),
            ("Acme works without errors in most of the cases.", "Acme positive"),
            ("I wouldn't recommend Acme to anyone.", "Acme negative"),
            ("Acme is far from perfect, as they all say.", "Acme negative"),
            ("Acme is not fast, but it is reliable.", "Acme mixed"),
            ("Acme ist nicht zuverlässig, das sagen alle.", "Acme negative"),
            ("Acme ist keine gute Wahl für die Firma.", "Acme negative"),
            ("Wir empfehlen Acme nicht.", "Acme negative"), ("Wir haben mit Acme keine Probleme.", "Acme positive"),
            ("Acme ist kaum benutzerfreundlich und wird nicht gut gepflegt.", "Acme negative"),
            ("Acme ist nicht nur schnell, sondern auch sicher.", "Acme positive"),
            ("Acme n'est pas fiable pour les entreprises.", "Acme negative"),
            ("Acme n’a aucun défaut pour nous.", "Acme positive"),
            ("Acme ne déçoit jamais, c'est ce que disent les clients.", "Acme positive"),
            ("Acme n'est plus recommandé par les experts.", "Acme negative"),
            ("Acme est plus rapide que les autres.", "Acme positive"),
            ("L'interface d'Acme est peu intuitive pour les débutants.", "Acme negative"),
            ("Acme no es fiable para las empresas.", "Acme negative"),
            ("Acme nunca falla, según los usuarios.", "Acme positive"),
            ("Acme no solo es rápido, sino también seguro.", "Acme positive"),
            ("Acme non è affidabile per le aziende.", "Acme negative"),
            ("Acme non ha difetti, secondo gli utenti.", "Acme positive"),
            ("Acme è poco intuitivo per chi comincia.", "Acme negative"),
            ("O Acme não é confiável para as empresas.", "Acme negative"),
            ("O Acme nunca falha, e é isso que os usuários dizem.", "Acme positive"),
            ("Acme is niet betrouwbaar voor bedrijven.", "Acme negative"),
            ("Met Acme zijn er geen problemen geweest.", "Acme positive"),
            ("Acme не очень надёжный сервис.", "Acme negative"), ("Acmeは安くない。", "Acme negative"),
            ("Acme不可靠。", "Acme negative"), ("Acme는 불편하지 않습니다.", "Acme positive"),
        ])
    func turns(_ text: String, _ expected: String) { #expect(tones(text) == expected) }

    @Test(
        "Words make others stronger or weaker",
        arguments: [
            ("Acme is too simple for what we need.", "Acme negative"),
            ("Acme is excellent, extremely reliable, very fast, and only slightly expensive.", "Acme positive"),
            ("Acme is fast, but expensive.", "Acme mixed"),
            ("Acme est trop simple pour les grandes entreprises.", "Acme negative"),
            ("Acme es demasiado simple para las grandes empresas.", "Acme negative"),
        ])
    func weighs(_ text: String, _ expected: String) { #expect(tones(text) == expected) }
}

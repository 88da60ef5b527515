import APIKeys
import Foundation
import Testing

@testable import Catalog
@testable import Server

@Suite struct MailMessageTests {
    @Test func aPlainMailIsWrittenAsItIs() throws {
        let lines = try Self.lines(Mail(to: "Ann@Northwind.example", subject: "You are invited", text: "Hello,\n\nsee you.\n"))
        #expect(
            lines == [
                "From: \"Latchkey\"", " <latchkey@example.com>", "To: <ann@northwind.example>", "Subject: You are invited",
                "Date: Mon, 23 Nov 2026 20:20:00 +0000", "Message-ID: <abc@example.com>", "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
                "", "Hello,", "", "see you.", "",
            ])
    }

    @Test(arguments: ["Hi\r\nBcc: all@northwind.example", "Hi\nX: y", "Hi\rX: y", "Hi\u{2028}X: y", "Hi\u{0}", "Hi\u{85}X: y"])
    func aSubjectAddsNoHeader(subject: String) throws {
        let lines = try Self.lines(Mail(to: "ann@northwind.example", subject: subject, text: "x"))
        let header = lines.prefix { !$0.isEmpty }
        #expect(header.filter { !$0.hasPrefix(" ") }.count == 9)
        #expect(header.allSatisfy { $0.utf8.allSatisfy { 0x20...0x7E ~= $0 } })
        #expect(!header.contains { $0.contains("X:") || $0.contains("Bcc") })
    }

    @Test(arguments: ["ann@x\r\nBcc: b@y", "ann", "ann @x.example", "a@b@c", "<a@b>", "a@b,c@d", "", "a@b\0"])
    func whatIsNoAddressGetsNoMail(address: String) {
        #expect(throws: CatalogError.self) { try Self.lines(Mail(to: address, subject: "Hi", text: "x")) }
    }

    @Test func aLongForeignSubjectIsSeveralEncodedWordsOfWholeCharacters() throws {
        let subject = String(repeating: "Grüße 漢字 👩‍👩‍👧 ", count: 12)
        let lines = try Self.lines(Mail(to: "ann@northwind.example", subject: subject, text: "x"))
        let first = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
        let words =
            [lines[first].dropFirst("Subject: ".count)]
            + lines[(first + 1)...].prefix { $0.hasPrefix(" ") }.map { $0.dropFirst() }
        #expect(words.count > 3)
        var text = ""
        for word in words {
            #expect(word.utf8.count <= 75)
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            text += try #require(String(data: bytes, encoding: .utf8))
        }
        #expect(text == subject)
    }

    @Test func whatCouldBeReadInAnotherWayIsEncoded() {
        #expect(MailHeader.text("=?UTF-8?B?SGk=?=") == ["=?UTF-8?B?PT9VVEYtOD9CP1NHaz0/PQ==?="])
        #expect(MailHeader.phrase("The \"best\"") == ["=?UTF-8?B?VGhlICJiZXN0Ig==?="])
        #expect(MailHeader.phrase("North, wind") == ["\"North, wind\""])
    }

    @Test func theTextIsQuotedPrintable() {
        #expect(QuotedPrintable.lines("a = b \r\nü\t\rend") == ["a =3D b=20", "=C3=BC=09", "end"])
        let link = "https://latchkey.example/" + String(repeating: "abc/", count: 60)
        let lines = QuotedPrintable.lines(link)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.map { $0.hasSuffix("=") ? String($0.dropLast()) : $0 }.joined() == link)
    }

    @Test func aDotAtTheBeginningOfALineDoesNotEndTheMessage() {
        #expect(SMTPConversation.stuffed(["a", ".", "..b"]) == "a\r\n..\r\n...b\r\n.\r\n")
    }

    @Test func theSenderMayHaveAName() throws {
        let named = try MailAddress(" \"North, wind\" <Reports@Northwind.example> ")
        #expect(named.name == "North, wind" && named.address == "reports@northwind.example")
        #expect(try MailAddress("a@b.example").name.isEmpty)
        #expect(throws: CatalogError.self) { try MailAddress("Northwind <>") }
    }

    private static func lines(_ mail: Mail) throws -> [String] {
        let now = Timestamp(milliseconds: 1_795_465_200_000)
        return try MailMessage(mail, from: try MailAddress("Latchkey <latchkey@example.com>"), at: now, id: "abc").lines
    }
}

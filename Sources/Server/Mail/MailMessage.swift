package import APIKeys
package import Catalog
internal import Foundation
internal import Web

/// A mail as it travels: RFC 5322 with a text in quoted-printable, all of it ASCII, so that any relay takes it.
package struct MailMessage: Sendable {
    package let sender: String
    package let recipient: String
    /// The sender's.
    package let domain: String
    /// Lines without their ends.
    package let lines: [String]

    /// - Parameter id: makes the message's id unique.
    /// - Throws: ``CatalogError/invalid(field:message:)`` when the recipient is no address.
    package init(_ mail: Mail, from: MailAddress, at now: Timestamp, id: String = RandomText.make(length: 24))
        throws(CatalogError)
    {
        sender = from.address
        domain = from.domain
        recipient = try EmailRule.check(mail.to)
        let date = HTTPDate.text(Int(now.milliseconds / 1000)).replacing("GMT", with: "+0000")
        let name = from.name.isEmpty ? [] : MailHeader.phrase(from.name)
        lines =
            MailHeader.lines("From", name + ["<\(from.address)>"])
            + MailHeader.lines("To", ["<\(recipient)>"])
            + MailHeader.lines("Subject", MailHeader.text(mail.subject))
            + [
                "Date: \(date)",
                "Message-ID: <\(id)@\(from.domain)>",
                // So that no holiday reply comes back (RFC 3834 §5).
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
            ] + QuotedPrintable.lines(mail.text)
    }
}

/// Header fields. Whatever a text holds, no field ends early and none is added: only printable ASCII is written, everything else as an
/// encoded word (RFC 2047).
enum MailHeader {
    /// One field, each part on a line of its own but the first.
    static func lines(_ name: String, _ parts: [String]) -> [String] {
        var lines = parts.map { " \($0)" }
        if !lines.isEmpty { lines[0] = "\(name):\(lines[0])" }
        return lines.isEmpty ? ["\(name):"] : lines
    }

    static func text(_ text: String) -> [String] {
        isPlain(text) && !text.isEmpty && text.utf8.count <= 200 ? [text] : words(text)
    }

    /// The name before an address.
    static func phrase(_ text: String) -> [String] {
        isPlain(text) && !text.contains("\"") && !text.contains("\\") && text.utf8.count <= 200 ? ["\"\(text)\""] : words(text)
    }

    /// `=?` could begin an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !text.contains("=?")
    }

    /// None longer than 75 characters, and none ends within a character.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        func finish() {
            if !bytes.isEmpty { words.append("=?UTF-8?B?\(Data(bytes).base64EncodedString())?=") }
            bytes = []
        }
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || [0x2028, 0x2029].contains(scalar.value)
            let next = Array(String(isControl ? " " : scalar).utf8)
            if bytes.count + next.count > 45 { finish() }
            bytes += next
        }
        finish()
        return words
    }
}

/// RFC 2045 §6.7.
enum QuotedPrintable {
    /// No line has more than 76 characters.
    static func lines(_ text: String) -> [String] {
        let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { encode(Array($0.utf8)) }
    }

    private static func encode(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var line = ""
        for (place, byte) in bytes.enumerated() {
            let isLast = place == bytes.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E ~= byte && byte != UInt8(ascii: "=")) || (isBlank && !isLast)
            let digits = String(byte, radix: 16, uppercase: true)
            let next = isPlain ? String(UnicodeScalar(byte)) : "=" + (digits.count == 1 ? "0" : "") + digits
            if line.utf8.count + next.utf8.count > 75 {
                lines.append(line + "=")
                line = ""
            }
            line += next
        }
        lines.append(line)
        return lines
    }
}

internal import Foundation
internal import NIOSSL

/// What is said to a relay, from its greeting to the end of one message (RFC 5321, with RFC 3207 and RFC 4954).
struct SMTPConversation {
    struct Encryption: Sendable {
        let context: NIOSSLContext
        /// For the certificate; `nil` for an address.
        let host: String?
    }

    var line: SMTPLine
    /// How this side names itself.
    let domain: String
    /// `nil` when the connection is encrypted already, or is not to be.
    let encryption: Encryption?
    let login: (user: String, password: String)?

    mutating func send(_ message: MailMessage) async throws {
        _ = try await expect(220, "its greeting")
        var offers = try await greet()
        if let encryption {
            guard offers["STARTTLS"] != nil else { throw SMTPFault.noEncryption }
            try await line.encrypt(encryption)
            // What was offered before may have been written by anybody.
            offers = try await greet()
        }
        if let login { try await authenticate(login, offered: offers["AUTH"] ?? []) }
        _ = try await command("MAIL FROM:<\(message.sender)>", 250, as: "MAIL")
        _ = try await command("RCPT TO:<\(message.recipient)>", 250, 251, as: "RCPT")
        _ = try await command("DATA", 354)
        try await line.write(Self.stuffed(message.lines))
        _ = try await expect(250, "the message")
        // It has the mail by now, whatever it says to this.
        try? await line.write("QUIT\r\n")
    }

    /// A line that begins with a dot gets another, since a dot alone ends the message (RFC 5321 §4.5.2).
    static func stuffed(_ lines: [String]) -> String {
        lines.map { ($0.hasPrefix(".") ? "." : "") + $0 + "\r\n" }.joined() + ".\r\n"
    }

    private mutating func greet() async throws -> [String: [String]] {
        try await command("EHLO \(domain)", 250, as: "EHLO").offers
    }

    private mutating func authenticate(_ login: (user: String, password: String), offered: [String]) async throws {
        func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        if offered.contains("PLAIN") {
            _ = try await command("AUTH PLAIN \(encoded("\0\(login.user)\0\(login.password)"))", 235, as: "AUTH")
        } else if offered.contains("LOGIN") {
            _ = try await command("AUTH LOGIN", 334, as: "AUTH")
            _ = try await command(encoded(login.user), 334, as: "AUTH")
            _ = try await command(encoded(login.password), 235, as: "AUTH")
        } else {
            throw SMTPFault.noCommonLogin
        }
    }

    /// - Parameter step: its name in sentences, where the command holds more than may be told.
    private mutating func command(_ text: String, _ codes: Int..., as step: String? = nil) async throws -> SMTPReply {
        try await line.write(text + "\r\n")
        let reply = try await line.reply()
        guard codes.contains(reply.code) else { throw SMTPFault.refused(step: step ?? text, reply) }
        return reply
    }

    private mutating func expect(_ code: Int, _ step: String) async throws -> SMTPReply {
        let reply = try await line.reply()
        guard reply.code == code else { throw SMTPFault.refused(step: step, reply) }
        return reply
    }
}

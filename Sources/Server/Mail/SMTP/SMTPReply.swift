/// What a relay says to a command (RFC 5321 §4.2).
struct SMTPReply: Sendable {
    let code: Int
    /// Without their codes.
    let lines: [String]

    /// For sentences: `550 5.1.1 No such user`.
    var text: String { "\(code) \(ReplyText.clean(lines.joined(separator: " ")))" }

    /// What the relay offers, as it says in answer to EHLO: keyword and parameters, in capitals.
    var offers: [String: [String]] {
        var offers: [String: [String]] = [:]
        for line in lines.dropFirst() {
            let words = line.uppercased().split(separator: " ").map(String.init)
            if let keyword = words.first { offers[keyword] = Array(words.dropFirst()) }
        }
        return offers
    }
}

/// Why a relay did not take a mail.
enum SMTPFault: Error {
    case refused(step: String, SMTPReply)
    /// It ended the connection within the conversation.
    case hungUp
    /// What it said is no SMTP.
    case garbled
    case noEncryption
    /// Something unencrypted came behind the answer to STARTTLS, where only an attacker writes.
    case injected
    case noCommonLogin
}

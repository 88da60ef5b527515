/// A letter in plain text to one person.
package struct Mail: Sendable {
    package let to: String
    package let subject: String
    package let text: String

    /// - Parameters:
    ///   - to: an address that ``EmailRule`` lets pass.
    ///   - subject: one line.
    package init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}

/// Sends mail, where the operator has said how. Without one, people hand over links themselves.
package protocol Mailer: Sendable {
    /// Returns when the next post office has taken the mail.
    /// - Throws: ``MailError``.
    func send(_ mail: Mail) async throws
}

/// Why a mail did not go out.
package struct MailError: Error, Sendable {
    /// For the person who wanted it sent: what went wrong, in a sentence.
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

package import APIKeys

/// What somebody says of a token that was found where it should not be. Whoever says it had the token, so the leak is true; the rest
/// is as true as the reporter.
package struct LeakReport: Sendable {
    package let token: Token
    package let place: LeakPlace

    package init(_ token: Token, at place: LeakPlace) {
        self.token = token
        self.place = place
    }
}

/// Where a token was found, and who says so. Two reports of one token from one place are the same leak.
package struct LeakPlace: Hashable, Sendable {
    /// The raw value is stored and never changes.
    package enum Reporter: String, CaseIterable, Sendable {
        /// Somebody without a name, through the public endpoint.
        case anyone
        /// GitHub's secret scanning: the signature held.
        case gitHub = "github"
        /// `latchkey scan --revoke`.
        case scan
    }

    package let reporter: Reporter
    /// What kind of place, in the reporter's words; may be empty.
    package let source: String
    /// An address or a path, in the reporter's words; may be empty.
    package let url: String

    package init(_ reporter: Reporter, source: String? = nil, url: String? = nil) {
        self.reporter = reporter
        self.source = LeakText.clean(source ?? "", longest: 100)
        self.url = LeakText.clean(url ?? "", longest: 1000)
    }

    /// What was kept, as it was kept.
    package init(stored reporter: Reporter, source: String, url: String) {
        self.reporter = reporter
        self.source = source
        self.url = url
    }

    /// For one line of text: `github, commit, https://…`.
    package var words: String {
        [reporter.rawValue, source, url].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// What the audit log keeps.
    var detail: [String: String] {
        var detail = ["reported_by": reporter.rawValue]
        if !source.isEmpty { detail["source"] = source }
        if !url.isEmpty { detail["place"] = url }
        return detail
    }
}

/// Text from strangers that admins will read.
enum LeakText {
    /// One line of at most `longest` characters, without the secrets of tokens, which addresses of leaks often contain, and without
    /// marks that turn the direction of the text around them.
    static func clean(_ text: String, longest: Int) -> String {
        // Bounded before anything is done with it; a character may be of any length.
        let head = String(decoding: text.utf8.prefix(longest * 8), as: UTF8.self)
        let scalars = Token.masking(head).unicodeScalars.map { isHarmless($0) ? $0 : "\u{FFFD}" }
        return String(String(String.UnicodeScalarView(scalars)).trimmed.prefix(longest))
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

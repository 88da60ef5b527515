package import APIKeys
internal import Crypto
package import Visibility

/// An answer of an assistant as it is sent in, understood and not yet looked up.
package struct AnswerDraft: Hashable, Sendable {
    /// Which prompt was answered.
    package enum PromptReference: Hashable, Sendable {
        case id(Int)
        case text(String)
    }

    package var prompt: PromptReference
    package var platform: Platform
    /// In Markdown.
    package var text: String
    /// `nil`: now.
    package var createdAt: Timestamp?
    /// Two capital letters.
    package var country: String?
    /// `nil`: the prompt's.
    package var persona: Int?
    package var searchEnabled = false
    package var pages: [CitedPage] = []
    package var extras = AnswerExtras()
    /// What the sender calls the answer. Sent again by that name it is the same answer, and not stored twice.
    package var clientID: String?
    /// Stored as given; `nil`: we look ourselves.
    package var evaluation: GivenEvaluation?

    package init(prompt: PromptReference, platform: Platform, text: String) {
        self.prompt = prompt
        self.platform = platform
        self.text = text
    }
}

extension AnswerDraft {
    /// Gives an answer of a file that has no name of its sender's one of its line and what stands there, so that the same file can be
    /// read again.
    package mutating func takeName(ofLine line: Int, _ bytes: [UInt8]) {
        guard clientID == nil else { return }
        clientID = "line-\(line)-\(Hex.text(Array(SHA256.hash(data: bytes).prefix(8))))"
    }
}

/// A page that an answer cites, as the sender describes it.
package struct CitedPage: Hashable, Sendable {
    package var url: String
    package var title: String?
    package var snippet: String?

    package init(url: String, title: String? = nil, snippet: String? = nil) {
        self.url = url
        self.title = title
        self.snippet = snippet
    }
}

/// What comes with an answer, and is only handed on: JSON texts of the shapes in the API's reference.
package struct AnswerExtras: Hashable, Sendable {
    /// What the assistant searched for. `nil` where nobody said.
    package var queryFanout: String?
    /// A list.
    package var shopping = "[]"

    package var hasShopping: Bool { shopping != "[]" }

    package init() {}
}

/// What the sender found in an answer, instead of what we would find.
package struct GivenEvaluation: Hashable, Sendable {
    package var brand: Appearance
    /// By id. A competitor that is not here is absent from the answer.
    package var competitors: [Int: Appearance]

    package init(brand: Appearance, competitors: [Int: Appearance] = [:]) {
        self.brand = brand
        self.competitors = competitors
    }
}

/// Numbers keys in the order in which they come. None is ever taken away.
struct Numbering<Key: Hashable & Sendable>: Sendable {
    private(set) var keys: [Key]
    /// `nil` until a key is looked for: a codebook that is only read needs none.
    private var codes: [Key: UInt32]?

    init(_ keys: [Key] = []) { self.keys = keys }

    mutating func code(of key: Key) -> UInt32 {
        if codes == nil {
            codes = Dictionary(keys.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
        }
        if let code = codes?[key] { return code }
        let code = UInt32(keys.count)
        keys.append(key)
        codes?[key] = code
        return code
    }
}

/// What rows of a brand name by number.
struct Codebook: Sendable {
    struct Question: Hashable, Sendable {
        var prompt: Int
        /// The observation's own.
        var persona: Int?
    }

    struct Setting: Hashable, Sendable {
        var platform: ExactText
        var country: ExactText?
        var searchEnabled: Bool
    }

    struct Source: Hashable, Sendable {
        /// A number in `urls`.
        var url: UInt32
        var type: SourceType
        var competitor: Int?
    }

    var questions = Numbering<Question>()
    var settings = Numbering<Setting>()
    var urls = Numbering<ExactText>()
    var sources = Numbering<Source>()

    mutating func question(of observation: Observation) -> UInt32 {
        questions.code(of: Question(prompt: observation.prompt, persona: observation.persona))
    }

    mutating func setting(of observation: Observation) -> UInt32 {
        settings.code(
            of: Setting(
                platform: ExactText(observation.platform), country: observation.country.map(ExactText.init),
                searchEnabled: observation.searchEnabled))
    }

    mutating func source(of citation: Citation) -> UInt32 {
        sources.code(
            of: Source(url: urls.code(of: ExactText(citation.url)), type: citation.type, competitor: citation.competitor))
    }
}

/// What a text that people will read must be like.
package struct TextRule: Sendable {
    package private(set) var field: String
    package let what: String
    package let length: ClosedRange<Int>
    /// Whether line ends and tabs may stand in it; a name is one line.
    package var multiline = false

    package static let keyName = TextRule(field: "name", what: "The key's name", length: 1...100)
    package static let adminTokenName = TextRule(field: "name", what: "The token's name", length: 1...100)
    package static let shareRecipient = TextRule(field: "recipient", what: "The recipient", length: 1...100)
    package static let organizationName = TextRule(field: "name", what: "The organization's name", length: 1...100)
    package static let brandName = TextRule(field: "name", what: "The brand's name", length: 1...200)
    package static let website = TextRule(field: "website", what: "The website", length: 0...2083)
    package static let description = TextRule(field: "description", what: "The description", length: 0...10_000, multiline: true)

    /// The text without space around it.
    /// - Throws: ``CatalogError/invalid(field:message:)`` when it is too short or too long, or has control characters or marks
    ///   that turn the direction of the text around them.
    package func check(_ text: String) throws(CatalogError) -> String {
        let trimmed = text.trimmed
        if length.lowerBound > 0, !trimmed.unicodeScalars.contains(where: Self.isVisible) {
            throw .invalid(field: field, message: "\(what) is missing.")
        }
        if trimmed.count > length.upperBound {
            throw .invalid(
                field: field,
                message: "\(what) has \(trimmed.count) characters; at most \(length.upperBound) are allowed.")
        }
        // Bounded in bytes too: one character may carry any number of combining marks.
        if trimmed.utf8.count > length.upperBound * 8 {
            throw .invalid(field: field, message: "\(what) has too many combining marks.")
        }
        if let scalar = trimmed.unicodeScalars.first(where: isForbidden) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            throw .invalid(
                field: field,
                message:
                    "\(what) contains the control character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code). Remove it and try again."
            )
        }
        return trimmed
    }

    private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: !multiline
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        // Marks without a glyph that turn the direction; in a long text they have their uses.
        case 0x061C, 0x200E, 0x200F: !multiline
        default: scalar.properties.generalCategory == .control
        }
    }
}

extension TextRule {
    /// How long a name, topic or tag in a list of a brand or prompt may be.
    package static let itemLength = 0...200

    /// What lies in a list of a brand or prompt: names, topics, tags, addresses.
    static func item(_ what: String, length: ClosedRange<Int> = itemLength) -> TextRule {
        TextRule(field: "", what: what, length: length)
    }

    package static let competitorName = TextRule(field: "name", what: "The competitor's name", length: 1...200)
    package static let personaName = TextRule(field: "name", what: "The persona's name", length: 0...200)
    package static let personaDescription = TextRule(
        field: "description", what: "The persona's description", length: 0...10_000, multiline: true)
    static let stageName = TextRule(field: "name", what: "The stage's name", length: 1...100)
    package static let promptText = TextRule(field: "text", what: "The prompt", length: 1...10_000, multiline: true)

    /// The same rule for a field within a list: `competitors.3` and `name` make `competitors.3.name`.
    func at(_ place: String) -> TextRule {
        var rule = self
        if !place.isEmpty { rule.field = "\(place).\(field)" }
        return rule
    }

    /// The same rule for an element of a list.
    func at(_ place: String, _ index: Int) -> TextRule {
        var rule = self
        rule.field = "\(place).\(index)"
        return rule
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: false
        // Fillers that show nothing: Hangul, Braille blank.
        default: ![0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800].contains(scalar.value)
        }
    }
}

extension String {
    package var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}

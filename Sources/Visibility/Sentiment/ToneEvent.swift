/// What happens in a sentence, in the order of its words.
struct ToneEvent {
    enum Kind {
        case mention
        case phrase
        /// A comma.
        case comma
        /// Another sign that parts a sentence.
        case boundary
        /// The border of a cell of a table.
        case cell
    }

    var kind: Kind
    var phrase = TonePhrase()
    /// How many words stand before it in the sentence.
    var word: Int
    /// Of a mention: its index in ``SentenceEvents/places``.
    var place = 0
    /// The part of the sentence, from comma to comma.
    var clause = 0
    /// What it says in the end, turned and weighed by the words around it.
    var value = 0
}

/// A place of a sentence where somebody is mentioned.
struct TonePlace {
    enum Standing {
        /// The sentence may speak of it.
        case subject
        /// Named beside the point.
        case aside
        /// The opposite of whom the sentence is about.
        case unlike
        /// What another is compared with: its tone is in `value`.
        case object
    }

    /// Indices of the text's mentions.
    var mentions: Range<Int>
    var word: Int
    var clause = 0
    var cell = 0
    var standing = Standing.subject
    var value = 0
    /// Whether only commas, articles and conjunctions part it from the place before.
    var isJoined = false
}

/// A sentence as far as its tone goes.
struct SentenceEvents {
    var events: [ToneEvent] = []
    var places: [TonePlace] = []
    var words = 0
    /// The roles of the phrase with which the sentence begins.
    var opening: ToneRole = []
    var beginsWithLabel = false
    /// The characters looked at, each time that they are.
    var steps = 0

    /// Reads how a sentence begins that mentions nobody, and nothing else of it.
    mutating func readOpening(_ range: Range<Int>, of units: [VisibleText.Unit], _ language: LanguageTone) {
        events.removeAll(keepingCapacity: true)
        words = 0
        opening = []
        beginsWithLabel = false
        var index = range.lowerBound
        while index < range.upperBound, !units[index].kind.isWord { index += 1 }
        steps += index - range.lowerBound
        guard index < range.upperBound, let match = match(in: units, at: index, before: range.upperBound, language) else {
            return
        }
        read(match.phrase, endsAt: match.end, in: units)
    }

    /// Reads a sentence.
    /// - Parameters:
    ///   - mentions: those of the text, of which some stand in the sentence.
    ///   - first: the first of them that ends behind the sentence's beginning.
    mutating func read(
        _ range: Range<Int>, of units: [VisibleText.Unit], mentions: [Mention], first: Int, _ language: LanguageTone
    ) {
        events.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        words = 0
        opening = []
        beginsWithLabel = false
        var mention = first
        var index = range.lowerBound
        var cell = 0
        while mention < mentions.count, mentions[mention].characters.lowerBound < index { mention += 1 }
        // Where the next mention begins, or the sentence ends.
        var limit = range.upperBound
        if mention < mentions.count { limit = min(limit, mentions[mention].characters.lowerBound) }
        while index < range.upperBound {
            steps += 1
            if index == limit {
                let start = mention
                index = mentions[start].characters.upperBound
                while mention < mentions.count, mentions[mention].characters.lowerBound == mentions[start].characters.lowerBound {
                    mention += 1
                }
                events.append(ToneEvent(kind: .mention, word: words, place: places.count))
                places.append(TonePlace(mentions: start..<mention, word: words, cell: cell))
                words += 1
                limit = range.upperBound
                if mention < mentions.count { limit = min(limit, mentions[mention].characters.lowerBound) }
                continue
            }
            let unit = units[index]
            guard unit.kind.isWord else {
                if unit.kind == .sign { readSign(unit.exact, isSpaced: isSpaced(index, units), cell: &cell) }
                index += 1
                continue
            }
            if let match = match(in: units, at: index, before: limit, language) {
                read(match.phrase, endsAt: match.end, in: units)
                index = match.end
            } else {
                index += 1
            }
            words += 1
            guard language.beginning != .anywhere else { continue }
            let end = index
            while index < limit, Self.joins(units[index - 1].kind, units[index].kind) { index += 1 }
            steps += index - end
        }
    }

    private mutating func match(
        in units: [VisibleText.Unit], at start: Int, before limit: Int, _ language: LanguageTone
    ) -> PhraseTrie.Match? {
        let phrases = language.phrases
        if let match = phrases.match(in: units, at: start, before: limit, steps: &steps) {
            return match
        }
        guard language.beginning == .proclitic else { return nil }
        var index = start
        while index + 1 < limit, index - start < Self.longestProclitic, Self.proclitics.contains(units[index].folded) {
            index += 1
            guard units[index].kind == .semitic else { return nil }
            if let match = phrases.match(in: units, at: index, before: limit, steps: &steps) { return match }
        }
        return nil
    }

    /// ``CharacterKind/joins(_:)``, quick for letters.
    @inline(__always)
    private static func joins(_ kind: CharacterKind, _ next: CharacterKind) -> Bool {
        kind == .letter && next == .letter || kind.joins(next)
    }

    /// و ف ب ك ل ا: of these are the proclitics of Arabic made, articles included.
    private static let proclitics: [UInt32] = [0x648, 0x641, 0x628, 0x643, 0x644, 0x627]
    private static let longestProclitic = 3

    private mutating func read(_ phrase: TonePhrase, endsAt end: Int, in units: [VisibleText.Unit]) {
        var phrase = phrase
        if phrase.roles.contains(.label) {
            var next = end
            while next < units.count, next < end + 2, units[next].kind == .space, units[next].exact != VisibleText.lineBreak,
                !units[next].traits.contains(.lineEnd)
            {
                next += 1
            }
            let isLabel = next >= units.count || units[next].exact == 0x3A || units[next].kind == .space
            if isLabel { phrase.weight = phrase.titleWeight } else { phrase.roles.remove(.label) }
            if words == 0, isLabel { beginsWithLabel = true }
        }
        if words == 0 { opening = phrase.roles }
        // Within a sentence these do nothing.
        guard phrase.weight != 0 || !phrase.roles.isSubset(of: [.pronoun, .reset]) else { return }
        events.append(ToneEvent(kind: phrase.roles.contains(.contrast) ? .boundary : .phrase, phrase: phrase, word: words))
    }

    private mutating func readSign(_ sign: UInt32, isSpaced: Bool, cell: inout Int) {
        switch sign {
        case 0x2C, 0x3001, 0x60C: events.append(ToneEvent(kind: .comma, word: words))
        case 0x3B, 0x3A, 0x28, 0x29, 0x2014, 0x61B: events.append(ToneEvent(kind: .boundary, word: words))
        case 0x2D where isSpaced: events.append(ToneEvent(kind: .boundary, word: words))
        case 0x7C:
            events.append(ToneEvent(kind: .cell, word: words))
            cell += 1
        default: break
        }
    }

    private func isSpaced(_ index: Int, _ units: [VisibleText.Unit]) -> Bool {
        index > 0 && units[index - 1].kind == .space
    }
}

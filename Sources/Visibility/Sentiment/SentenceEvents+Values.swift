/// What each phrase of a sentence says after the words around it have turned and weighed it, and what each mention is in it.
extension SentenceEvents {
    private struct Negation {
        var until: Int
        /// Whether what it turned first was praise.
        var turnsPraise: Bool?
        /// The verb before it, which it turns where it turns nothing behind it.
        var verb: Int?
    }

    /// What holds between two commas.
    private struct Clause {
        var number = 0
        var negation: Negation?
        var isComparative = false
        var isEqual = false
        /// Of all that was said, and of that without the negations.
        var sum = 0
        var plainSum = 0
        var verb: Int?
        var intensified = -1
        var softened = -1
        var exceeded = -1
        var increased = -1
        var lessened = -1
        /// Until where a `ne` waits for its `pas`, and the word of praise or blame behind it.
        var ne = -1
        var afterNe: Int?
    }

    private struct Open {
        var marker: ToneRole = []
        var markerWord = 0
        var fight: (value: Int, word: Int)?
    }

    /// How many words may stand between a marker and the mention that it is for.
    private static let markerReach = 4
    private static let fightReach = 7
    /// How many mentions may share what is said of them all.
    private static let largestGroup = 16

    mutating func weigh(_ language: LanguageTone) {
        var clause = Clause()
        var open = Open()
        var joiners = 0
        var isPlainlyParted = false
        for index in events.indices {
            steps += 1
            events[index].clause = clause.number
            switch events[index].kind {
            case .comma where language.partsThan && isBeforeThan(index): break
            case .comma, .boundary, .cell:
                end(clause)
                // A comma in front of a marker's mention parts nothing: `als, wie viele sagen, Acme` is too rare to care.
                clause = Clause(number: clause.number + 1)
                events[index].clause = clause.number
                open.fight = nil
                if events[index].kind != .comma {
                    open.marker = []
                    isPlainlyParted = false
                }
                if events[index].phrase.weight != 0 || !events[index].phrase.roles.isDisjoint(with: .markers) {
                    read(index, &clause, &open, language)
                }
            case .phrase:
                if events[index].phrase.roles.contains(.joiner) { joiners += 1 }
                read(index, &clause, &open, language)
            case .mention:
                let place = events[index].place
                let isNext = place > 0 && places[place].word - places[place - 1].word - 1 == joiners
                stand(place, clause, &open, isNext: isNext && isPlainlyParted)
                joiners = 0
                isPlainlyParted = true
            }
        }
        end(clause)
    }

    private func isBeforeThan(_ index: Int) -> Bool {
        index + 1 < events.count && events[index + 1].kind == .phrase && events[index + 1].word == events[index].word
            && events[index + 1].phrase.roles.contains(.than)
    }

    private mutating func read(_ index: Int, _ clause: inout Clause, _ open: inout Open, _ language: LanguageTone) {
        let phrase = events[index].phrase
        let word = events[index].word
        let roles = phrase.roles
        if roles.contains(.ne) {
            clause.ne = word + 3
            clause.afterNe = nil
        }
        if roles.contains(.negator) || roles.contains(.negatorAfterNe) && word <= clause.ne {
            negate(index, &clause, language)
        } else if roles.contains(.more) {
            clause.increased = word + 3
            clause.isComparative = true
        }
        if roles.contains(.intensifier) { clause.intensified = word + 2 }
        if roles.contains(.softener) { clause.softened = word + 2 }
        if roles.contains(.excess) { clause.exceeded = word + 2 }
        if roles.contains(.less) {
            clause.lessened = word + 2
            clause.isComparative = true
        }
        if roles.contains(.comparative) { clause.isComparative = true }
        // `as` opens a comparison and ends it; only the second may be for a mention.
        let wasEqual = clause.isEqual
        if roles.contains(.equal) { clause.isEqual = true }
        if !roles.isDisjoint(with: .markers), !roles.contains(.equal) || wasEqual || clause.isComparative {
            open.marker = roles.intersection(.markers)
            open.markerWord = word
        }
        if language.negatesBehind, roles.contains(.than), index > 0, events[index - 1].kind == .mention {
            // The particle stands behind whom another is compared with.
            places[events[index - 1].place].standing = .unlike
        }
        guard phrase.weight != 0 else { return }
        value(index, &clause, language)
        if roles.contains(.beats) || roles.contains(.beaten) {
            open.fight = (events[index].value, word)
        } else if open.marker.isDisjoint(with: [.unlike]) {
            open.marker = roles.intersection(.markers)
        }
        if word <= clause.ne { clause.afterNe = index }
        if roles.contains(.verbal) || language.negatesBehind { clause.verb = index }
    }

    private mutating func value(_ index: Int, _ clause: inout Clause, _ language: LanguageTone) {
        let word = events[index].word
        var value = events[index].phrase.weight
        if word <= clause.exceeded { value = value > 0 ? -SentimentLexicon.plain : value - 1 }
        if word <= clause.intensified { value += value.signum() }
        if word <= clause.softened { value = value / 2 }
        if word <= clause.lessened { value = -value }
        clause.plainSum += value
        if let negation = clause.negation, word <= negation.until, (negation.turnsPraise ?? (value > 0)) == (value > 0) {
            clause.negation?.turnsPraise = value > 0
            clause.negation?.verb = nil
            value = Self.turned(value)
        }
        clause.sum += value
        events[index].value = value
    }

    /// Not good is bad, but not bad is hardly good.
    private static func turned(_ value: Int) -> Int { value > 0 ? -min(value, SentimentLexicon.plain) : min(1, -value) }

    private mutating func negate(_ index: Int, _ clause: inout Clause, _ language: LanguageTone) {
        let word = events[index].word
        if let last = events[..<index].last, last.phrase.roles.contains(.label), words - word <= 1 {
            // `Cons: none`.
            events[index - 1].value = 0
        }
        if index > 1, events[index - 1].kind == .boundary, events[index - 2].phrase.roles.contains(.label), words - word <= 1 {
            events[index - 2].value = 0
        }
        if language.negatesBehind {
            guard let verb = clause.verb, word - events[verb].word <= language.reach else { return }
            clause.sum -= events[verb].value
            events[verb].value = Self.turned(events[verb].value)
            clause.sum += events[verb].value
            clause.verb = nil
        } else {
            let candidate = clause.afterNe ?? clause.verb
            let verb = candidate.flatMap { word - events[$0].word <= 4 && clause.negation == nil ? $0 : nil }
            clause.afterNe = nil
            clause.negation = Negation(until: word + language.reach, turnsPraise: nil, verb: verb)
        }
    }

    private mutating func end(_ clause: Clause) {
        if let verb = clause.negation?.verb { events[verb].value = Self.turned(events[verb].value) }
    }

    /// Says what a mention is in the sentence.
    private mutating func stand(_ index: Int, _ clause: Clause, _ open: inout Open, isNext: Bool) {
        places[index].clause = clause.number
        let word = places[index].word
        defer { open = Open() }
        if !open.marker.isEmpty, word - open.markerWord <= Self.markerReach {
            if open.marker.contains(.unlike) {
                places[index].standing = .unlike
                return
            }
            if open.marker.contains(.aside) {
                places[index].standing = .aside
                return
            }
            if open.marker.contains(.instead) {
                places[index].standing = clause.sum == 0 ? .aside : .object
                places[index].value = -clause.sum.signum() * SentimentLexicon.plain
                return
            }
            if clause.isComparative {
                places[index].standing = .object
                places[index].value = -clause.sum.signum() * SentimentLexicon.plain
                return
            }
            if clause.isEqual || clause.negation != nil, clause.plainSum != 0 {
                places[index].standing = .object
                places[index].value = clause.plainSum.signum() * SentimentLexicon.plain
                return
            }
        }
        if let fight = open.fight, word - fight.word <= Self.fightReach {
            places[index].standing = .object
            places[index].value = -fight.value
            return
        }
        guard isNext else { return }
        let before = places[index - 1]
        switch before.standing {
        case .subject:
            // In bounds, so that the work does not grow with the square of a list.
            places[index].isJoined = index % Self.largestGroup != 0
        // A comma ends what a marker is for: `unlike Globex, Acme`.
        case .aside, .unlike, .object:
            guard before.clause == clause.number else { return }
            places[index].standing = before.standing
            places[index].value = before.value
        }
    }
}

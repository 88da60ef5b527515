/// Where a name may begin and end in a text, so that `Apple` is found neither in `Applebee` nor in `Pineapple`.
///
/// After Unicode's word boundaries (UAX #29), with what answers in many languages need beyond them. All looks reach a fixed number of
/// characters to either side.
struct WordEdges {
    let units: [VisibleText.Unit]

    /// Whether a name may begin at an index.
    func canBegin(at index: Int) -> Bool {
        let unit = units[index]
        if unit.traits.contains(.mark) { return false }
        guard index > 0, !unit.traits.contains(.afterBreak) else { return true }
        let previous = units[index - 1]
        guard unit.kind.isWord else {
            // A name that begins with a sign is a word as well: `.NET` is not in `acme.net`.
            return !CharacterKind.letter.joins(previous.kind)
        }
        if previous.kind.isWord {
            return !previous.kind.joins(unit.kind) || unit.kind == .semitic && isWord(before: index, in: Affixes.proclitics)
        }
        switch previous.exact {
        case 0x27: return !isGlued(before: index) || isWord(before: index - 1, in: Affixes.elisions)
        case 0x2E: return !isGlued(before: index) || isSentenceEnd(index - 1)
        case 0x2C: return !(unit.kind == .digit && isGlued(before: index) && units[index - 2].kind == .digit)
        // The T of AT&T begins no name.
        case 0x26: return !(isGlued(before: index) && isWordEnd(index + 1))
        // $3M are three millions.
        case 0x24, 0xA3, 0xA5, 0x20AC, 0x20B9: return unit.kind != .digit
        default: return true
        }
    }

    /// Whether a name may end before an index.
    func canEnd(before index: Int) -> Bool {
        guard index < units.count else { return true }
        let next = units[index]
        if next.traits.contains(.mark) { return false }
        if next.traits.contains(.afterBreak) { return true }
        let last = units[index - 1]
        guard last.kind.isWord else { return !(last.exact == 0x2E && CharacterKind.letter.joins(next.kind)) }
        if next.kind.isWord {
            return !last.kind.joins(next.kind) || isPluralPossessive(at: index)
                || next.kind == .hangul && isWord(from: index, in: Affixes.particles)
        }
        switch next.exact {
        case 0x27: return !isGlued(after: index) || isEnding(from: index + 1)
        case 0x2E: return !isGlued(after: index) || isSentenceEnd(index)
        case 0x2C: return !(last.kind == .digit && isGlued(after: index) && units[index + 1].kind == .digit)
        // The C of C++ and C#, the R of R&D.
        case 0x2B, 0x23: return !isWordStart(index - 1)
        case 0x26: return !(isGlued(after: index) && isWordStart(index - 1))
        default: return true
        }
    }

    /// Whether one letter is a part of a longer term, as the X of X-ray.
    func isInitial(_ range: Range<Int>) -> Bool {
        guard range.count == 1 else { return false }
        let isAfter = range.lowerBound > 0 && units[range.lowerBound - 1].traits.contains(.hyphen)
        return isAfter || range.upperBound < units.count && units[range.upperBound].traits.contains(.hyphen)
    }

    // MARK: - Signs between two words

    /// Whether a word touches the sign before an index from the other side.
    private func isGlued(before index: Int) -> Bool {
        index > 1 && CharacterKind.letter.joins(units[index - 2].kind) && !units[index - 1].traits.contains(.afterBreak)
    }

    /// Whether a word touches the sign at an index from the other side.
    private func isGlued(after index: Int) -> Bool {
        index + 1 < units.count && CharacterKind.letter.joins(units[index + 1].kind)
            && !units[index + 1].traits.contains(.afterBreak)
    }

    /// Whether a full stop between two words ends a sentence, though the space is missing: a capital letter follows a small one.
    private func isSentenceEnd(_ index: Int) -> Bool {
        isSmall(units[index - 1]) && units[index + 1].exact != units[index + 1].folded
    }

    private func isSmall(_ unit: VisibleText.Unit) -> Bool { unit.kind == .letter && unit.exact == unit.folded }

    private func isWordStart(_ index: Int) -> Bool { index == 0 || !units[index - 1].kind.joins(units[index].kind) }

    private func isWordEnd(_ index: Int) -> Bool { index >= units.count || !units[index - 1].kind.joins(units[index].kind) }

    // MARK: - Affixes

    /// `'s`, and the suffixes that Turkish and others put behind an apostrophe. `'t` is a negation: `can't` holds no `can`.
    private func isEnding(from index: Int) -> Bool {
        let suffix = word(from: index)
        guard !suffix.isEmpty, suffix.count <= Affixes.longest else { return false }
        switch text(suffix) {
        case "s": return true
        case "t": return false
        default: return suffix.allSatisfy(isSmall)
        }
    }

    /// `s'`: the Acmes' lead.
    private func isPluralPossessive(at index: Int) -> Bool {
        units[index].folded == 0x73 && index + 1 < units.count && units[index + 1].exact == 0x27 && !isGlued(after: index + 1)
    }

    private func isWord(from index: Int, in list: Set<String>) -> Bool { list.contains(text(word(from: index))) }

    private func isWord(before index: Int, in list: Set<String>) -> Bool {
        var start = index
        while start > 0, index - start <= Affixes.longest,
            start == index ? units[start - 1].kind.isWord : !isWordStart(start)
        {
            start -= 1
        }
        return list.contains(text(units[start..<index]))
    }

    /// The rest of the word, cut off one character behind the longest affix.
    private func word(from index: Int) -> ArraySlice<VisibleText.Unit> {
        var end = index
        while end < units.count, end - index <= Affixes.longest,
            end == index ? units[end].kind.isWord : units[end - 1].kind.joins(units[end].kind)
        {
            end += 1
        }
        return units[index..<end]
    }

    private func text(_ units: ArraySlice<VisibleText.Unit>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in units.compactMap({ Unicode.Scalar($0.folded) }) { text.append(scalar) }
        return String(text)
    }
}

import Testing

@testable import Visibility

/// The finder beside one that tries every name at every place.
@Suite struct ReferenceTests {
    /// A mention as (subject, index of the first character, index behind the last).
    private struct Found: Equatable, CustomStringConvertible {
        let subject: Int
        let range: Range<Int>
        var description: String { "\(subject)@\(range)" }
    }

    @Test(arguments: 0..<40)
    func theAutomatonFindsWhatTryingAllNamesFinds(_ seed: Int) {
        var dice = Dice(seed)
        for _ in 0..<40 {
            let alphabet = Array(["ab ", "aAb ", "ab1! ", "aA楽天 ", "aßs ", "aイ楽 !"].randomElement(using: &dice) ?? "")
            let subjects = (0..<Int.random(in: 1...4, using: &dice)).map { _ in subject(of: alphabet, &dice) }
            let finder = MentionFinder(subjects)
            for _ in 0..<10 {
                let text = word(of: alphabet, longest: 24, &dice)
                let found = finder.mentions(in: text).map {
                    Found(subject: $0.subject, range: characters(of: $0.range, in: text))
                }
                #expect(found == reference(subjects, Array(text)), "\(subjects) in “\(text)”")
            }
        }
    }

    private func subject(of alphabet: [Character], _ dice: inout Dice) -> MentionSubject {
        func names(_ count: ClosedRange<Int>, longest: Int) -> [String] {
            (0..<Int.random(in: count, using: &dice)).map { _ in word(of: alphabet, longest: longest, &dice) }
        }
        return MentionSubject(
            word(of: alphabet, longest: 3, &dice), alternativeNames: names(0...2, longest: 5),
            excludedNames: names(0...2, longest: 6),
            caseSensitive: Bool.random(using: &dice))
    }

    /// Without space at its ends, and never two spaces in a row: what a name is read as, it is.
    private func word(of alphabet: [Character], longest: Int, _ dice: inout Dice) -> String {
        let characters = (0..<Int.random(in: 0...longest, using: &dice)).map { _ in dice.pick(alphabet) }
        return characters.split(separator: " ").map { String($0) }.joined(separator: " ")
    }

    private func characters(of range: Range<Int>, in text: String) -> Range<Int> {
        let start = String(decoding: text.utf8.prefix(range.lowerBound), as: UTF8.self).count
        return start..<String(decoding: text.utf8.prefix(range.upperBound), as: UTF8.self).count
    }

    // MARK: - The reference

    private func reference(_ subjects: [MentionSubject], _ text: [Character]) -> [Found] {
        var found: [Found] = []
        var start = 0
        while start < text.count {
            // (subject or nobody, end) of all names that stand here.
            var candidates: [(subject: Int?, end: Int)] = []
            for (index, subject) in subjects.enumerated() {
                for end in (start + 1)...text.count where isWord(start..<end, in: text) {
                    let spelling = folded(text[start..<end], subject)
                    func matches(_ name: String) -> Bool {
                        name.contains { $0.isLetter || $0.isNumber } && folded(Array(name)[...], subject) == spelling
                    }
                    if subject.excludedNames.contains(where: matches) {
                        candidates.append((nil, end))
                    } else if ([subject.name] + subject.alternativeNames).contains(where: matches) {
                        candidates.append((index, end))
                    }
                }
            }
            guard let end = candidates.map(\.end).max() else {
                start += 1
                continue
            }
            found += candidates.filter { $0.end == end }.compactMap(\.subject).map { Found(subject: $0, range: start..<end) }
            start = end
        }
        return found
    }

    private func folded(_ characters: ArraySlice<Character>, _ subject: MentionSubject) -> String {
        let text = String(characters)
        return subject.caseSensitive ? text : text.lowercased().replacing("ß", with: "ss")
    }

    private func isWord(_ range: Range<Int>, in text: [Character]) -> Bool {
        let first = range.lowerBound
        let last = range.upperBound - 1
        if first > 0 {
            if kind(text[first]) == "sign", kind(text[first - 1]) == "letter" { return false }
            if joins(text[first - 1], text[first]) { return false }
        }
        return range.upperBound == text.count || !joins(text[last], text[range.upperBound])
    }

    private func joins(_ one: Character, _ next: Character) -> Bool {
        kind(one) == kind(next) && kind(one) != "sign" && kind(one) != "Han"
    }

    private func kind(_ character: Character) -> String {
        switch character {
        case "楽", "天": "Han"
        case "イ": "katakana"
        case " ", "!": "sign"
        default: "letter"
        }
    }
}

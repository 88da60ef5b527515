@testable import Visibility

/// The mentions of some subjects in a text, each as the bytes that it covers, with the subject's number before it where there are
/// several.
func find(_ subjects: MentionSubject..., in text: String) -> [String] {
    MentionFinder(subjects).mentions(in: text).map { mention in
        let bytes = Array(text.utf8)[mention.range]
        let covered = String(decoding: bytes, as: UTF8.self)
        return subjects.count > 1 ? "\(mention.subject) \(covered)" : covered
    }
}

/// The mentions of a subject with one name.
func find(_ name: String, in text: String) -> [String] { find(MentionSubject(name), in: text) }

/// Random choices that are the same in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &self)] }
}

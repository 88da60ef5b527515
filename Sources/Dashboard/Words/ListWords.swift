extension [String] {
    /// `a`, `a and b`, `a, b and c`
    var inWords: String { inWords("and") }

    /// The same with another word before the last one.
    func inWords(_ joint: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(joint) " + last
    }
}

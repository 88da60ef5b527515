/// The third of an answer in which something stands. The raw value is the contract's.
package enum Position: String, CaseIterable, Sendable {
    case top, middle, bottom

    /// - Parameters:
    ///   - index: of a character, from 0.
    ///   - count: how many characters the text has. Where it does not divide by three, the first character past an exact third
    ///     belongs to the next.
    package init(of index: Int, in count: Int) {
        self = index * 3 < count ? .top : index * 3 < count * 2 ? .middle : .bottom
    }
}

extension Mention {
    /// Where the mention begins, measured in what is read: characters of the visible text, with white space as one and without
    /// markup and the targets of links.
    package func position(in text: VisibleText) -> Position { Position(of: characters.lowerBound, in: text.count) }
}

/// One place of a text where a subject is named.
package struct Mention: Hashable, Sendable {
    /// The index of the subject among those that the finder was made of.
    package let subject: Int
    /// In bytes of UTF-8 of the original text. Markup within the name is within the range: `**Acme** Cloud`.
    package let range: Range<Int>
    /// In characters of the text as it is read, see ``VisibleText``.
    package let characters: Range<Int>
}

/// Cells that a spreadsheet would take for a formula are written with an apostrophe before them, and read without it. What a
/// stranger wrote into a list shall not run in the program of who opens it.
package enum SafeCell {
    /// Those that begin a formula in one program or another; the last four are the wide forms of the first.
    private static let starters = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

    static func written(_ text: String) -> String { isDangerous(text[...]) ? "'" + text : text }

    package static func read(_ cell: String) -> String {
        cell.unicodeScalars.first == "'" && isDangerous(cell[...]) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    /// Also with apostrophes before it, so that what is read is what was written.
    private static func isDangerous(_ text: Substring) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(starters.contains) ?? false
    }
}

/// Reads CSV record by record: RFC 4180, and what spreadsheets make of it. A record ends with CRLF, LF or CR; empty lines are
/// none. A quotation mark within an unquoted field is a character like others.
///
/// Every byte is looked at once, whatever is in it.
package struct CSVReader: Sequence, IteratorProtocol {
    package struct Record: Hashable, Sendable {
        /// Where it begins, from 1.
        package let line: Int
        package let fields: [String]
    }

    private let bytes: [UInt8]
    /// `nil`: a record is one field.
    private let separator: UInt8?
    private var position = 0
    private var line = 1

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - separator: one ASCII character; `nil` for a list with one field a record.
    package init(_ bytes: [UInt8], separator: UInt8?) {
        self.bytes = bytes
        self.separator = separator
    }

    /// - Returns: the next record, or what is wrong with it; after a quotation mark that nothing closes there is no next one.
    package mutating func next() -> Result<Record, LineFault>? {
        while skipLineEnd() {}
        guard position < bytes.count else { return nil }
        let start = line
        do throws(LineFault) {
            var fields: [String] = []
            repeat { fields.append(try field(from: start)) } while skipSeparator()
            _ = skipLineEnd()
            return .success(Record(line: start, fields: fields))
        } catch {
            skipRecord()
            return .failure(error)
        }
    }

    private mutating func field(from start: Int) throws(LineFault) -> String {
        let isQuoted = position < bytes.count && bytes[position] == Self.quote
        let text = isQuoted ? try quoted(from: start) : unquoted()
        guard let text = String(validating: text, as: UTF8.self) else {
            throw LineFault(line: start, "This is not UTF-8. Save the file as \"CSV UTF-8\" and try again.")
        }
        return text
    }

    private mutating func unquoted() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    private mutating func quoted(from start: Int) throws(LineFault) -> ArraySlice<UInt8> {
        var text: ArraySlice<UInt8> = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Self.quote {
                position += 1
                guard position < bytes.count, bytes[position] == Self.quote else {
                    guard position == bytes.count || isEnd(bytes[position]) else { throw Self.textAfterQuote(line) }
                    return text
                }
            }
            if skipLineEnd(into: &text) { continue }
            text.append(byte)
            position += 1
        }
        throw LineFault(line: start, "A quotation mark opens a cell here, and none closes it.")
    }

    private static func textAfterQuote(_ line: Int) -> LineFault {
        LineFault(
            line: line,
            "There is text behind a closing quotation mark. Put the whole cell in quotation marks, and write each of those in it twice."
        )
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn }

    private mutating func skipSeparator() -> Bool {
        guard position < bytes.count, bytes[position] == separator else { return false }
        position += 1
        return true
    }

    private mutating func skipLineEnd() -> Bool {
        var none: ArraySlice<UInt8> = []
        return skipLineEnd(into: &none)
    }

    private mutating func skipLineEnd(into text: inout ArraySlice<UInt8>) -> Bool {
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        guard byte == Self.lineFeed || byte == Self.carriageReturn else { return false }
        let isPair = byte == Self.carriageReturn && position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed
        let end = position + (isPair ? 2 : 1)
        text += bytes[position..<end]
        position = end
        line += 1
        return true
    }

    private mutating func skipRecord() {
        while position < bytes.count, !skipLineEnd() { position += 1 }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}

/// What is wrong with a file, and where.
package struct LineFault: Error, Hashable, Sendable {
    /// From 1; of a JSON array the number of the element.
    package let line: Int
    package let message: String

    package init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }
}

internal import APIKeys
internal import Foundation
internal import HTTPTypes
package import Logging
internal import Synchronization

/// One line a request, written byte by byte into the log's buffer: through dictionaries of metadata the line would cost as much
/// as everything else about a request together.
package final class AccessLog: Sendable {
    package struct Entry: Sendable {
        let id: String
        let method: HTTPRequest.Method
        let route: String
        let status: Int
        /// How long the request took.
        let nanoseconds: Int64
        let source: RequestSource
        let facts: RequestNotes.Facts
    }

    private let writer: LineWriter?
    private let format: LineLogHandler.Format
    /// The second that was written last, as text without the milliseconds.
    private let second = Mutex<(number: Int64, text: [UInt8])>((.min, []))

    /// Lines have the level info; a logger that is quieter than that writes none.
    package init(_ writer: LineWriter, format: LineLogHandler.Format, level: Logger.Level) {
        self.writer = level <= .info ? writer : nil
        self.format = format
    }

    private init() {
        writer = nil
        format = .text
    }

    package static let none = AccessLog()

    func write(_ entry: Entry) {
        guard let writer else { return }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        writer.write { buffer in
            switch format {
            case .text: text(entry, now, &buffer)
            case .json: json(entry, now, &buffer)
            }
        }
    }

    // Everything but the method is known to need no quotes: ids and routes are plain, peers are addresses.

    private func text(_ entry: Entry, _ now: Int64, _ buffer: inout [UInt8]) {
        append(now, &buffer)
        buffer.append(" info request")
        if let client = entry.source.client {
            buffer.append(" client=")
            buffer.append(client)
        }
        if let key = entry.facts.key {
            buffer.append(" key=")
            key.append(to: &buffer)
        }
        buffer.append(" method=")
        buffer.append(Self.plain(entry.method))
        buffer.append(" ms=")
        Self.append(nanoseconds: entry.nanoseconds, &buffer)
        if let peer = entry.source.peer {
            buffer.append(" peer=")
            buffer.append(peer)
        }
        if let refusal = entry.facts.refusal {
            buffer.append(" refusal=")
            buffer.append(refusal)
        }
        buffer.append(" request_id=")
        buffer.append(entry.id)
        buffer.append(" route=")
        buffer.append(entry.route)
        buffer.append(" status=")
        buffer.append(String(entry.status))
    }

    private func json(_ entry: Entry, _ now: Int64, _ buffer: inout [UInt8]) {
        buffer.append("{\"time\":\"")
        append(now, &buffer)
        buffer.append("\",\"level\":\"info\",\"message\":\"request\"")
        if let client = entry.source.client { buffer.append(",\"client\":\"\(client)\"") }
        if let key = entry.facts.key {
            buffer.append(",\"key\":\"")
            key.append(to: &buffer)
            buffer.append("\"")
        }
        buffer.append(",\"method\":\"\(Self.plain(entry.method))\",\"ms\":")
        Self.append(nanoseconds: entry.nanoseconds, &buffer)
        if let peer = entry.source.peer { buffer.append(",\"peer\":\"\(peer)\"") }
        if let refusal = entry.facts.refusal { buffer.append(",\"refusal\":\"\(refusal)\"") }
        buffer.append(",\"request_id\":\"\(entry.id)\",\"route\":\"\(entry.route)\",\"status\":\(entry.status)}")
    }

    /// RFC 9110 lets a method be any token, quotes among them.
    private static func plain(_ method: HTTPRequest.Method) -> String {
        method.rawValue.utf8.count <= 16 && method.rawValue.utf8.allSatisfy { (65...90).contains($0) } ? method.rawValue : "other"
    }

    /// `2026-11-23T20:20:44.123Z`; only the milliseconds are written anew within a second.
    private func append(_ now: Int64, _ buffer: inout [UInt8]) {
        let (number, milliseconds) = now.quotientAndRemainder(dividingBy: 1000)
        second.withLock { second in
            if second.number != number {
                second = (number, Array(Timestamp(milliseconds: number * 1000).iso8601.utf8.prefix(20)))
            }
            buffer += second.text
        }
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / 100))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / 10 % 10))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds % 10))
        buffer.append(UInt8(ascii: "Z"))
    }

    /// Milliseconds with three places: `0.487`.
    private static func append(nanoseconds: Int64, _ buffer: inout [UInt8]) {
        let micros = nanoseconds / 1000
        buffer.append(String(micros / 1000))
        let rest = micros % 1000
        buffer.append(UInt8(ascii: "."))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 100))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 10 % 10))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}

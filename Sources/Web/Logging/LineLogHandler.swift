internal import APIKeys
internal import Foundation
package import Logging

/// One line an event, `text` for people (`key=value`), `json` for machines.
package struct LineLogHandler: LogHandler {
    package enum Format: String, CaseIterable, Sendable { case text, json }

    package var metadataProvider: Logger.MetadataProvider?
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let format: Format
    private let writer: LineWriter

    package init(label: String, level: Logger.Level, format: Format, writer: LineWriter) {
        self.label = label
        logLevel = level
        self.format = format
        self.writer = writer
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let given = event.metadata { all.merge(given) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        let line =
            switch format {
            case .text: text(event, all)
            case .json: json(event, all)
            }
        writer.write(line, now: event.level >= .warning)
    }

    private func text(_ event: LogEvent, _ metadata: Logger.Metadata) -> String {
        var line = "\(Self.now()) \(event.level) \(Self.oneLine("\(event.message)"))"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            let value = "\(value)"
            let plain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 < 0x7F }
            line += " \(key)=" + (plain ? value : Self.quoted(value))
        }
        return line
    }

    private func json(_ event: LogEvent, _ metadata: Logger.Metadata) -> String {
        var parts = [
            "\"time\":\"\(Self.now())\"", "\"level\":\"\(event.level)\"", "\"logger\":\(Self.quoted(label))",
            "\"message\":\(Self.quoted("\(event.message)"))",
        ]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            parts.append("\(Self.quoted(key)):\(Self.quoted("\(value)"))")
        }
        return "{\(parts.joined(separator: ","))}"
    }

    private static func now() -> String {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).iso8601
    }

    /// Text from outside must not begin a line of its own.
    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// A JSON string; every control character is escaped, so that a terminal is safe too.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

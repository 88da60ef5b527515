internal import APIKeys

/// What is kept of a receiver's answer.
package enum AnswerExcerpt {
    /// How many bytes of a body are read at most.
    package static let bytesRead = 1024
    private static let longest = 200

    /// One line of at most 200 characters: no control characters, no secrets of keys or webhooks that the receiver may have echoed.
    package static func make(_ body: [UInt8]) -> String {
        let text = mask(Token.masking(String(decoding: body.prefix(bytesRead), as: UTF8.self)))
        let plain = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(" ")
            default: scalar
            }
        }
        let line = String(String.UnicodeScalarView(plain)).split(separator: " ").joined(separator: " ")
        let cut = String(String.UnicodeScalarView(line.unicodeScalars.prefix(longest)))
        return cut.count < line.count ? cut + "…" : cut
    }

    private static func mask(_ text: String) -> String {
        let parts = text.split(separator: WebhookSecret.prefix, omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            guard index > 0 else { return String(part) }
            let rest = part.drop { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) }
            return WebhookSecret.prefix + "…" + rest
        }.joined()
    }
}

/// A website of a brand or competitor, as it is kept.
package enum Website {
    /// Without space around it, and with two slashes behind `http:` and `https:`, however many there were and of whichever kind
    /// (https://url.spec.whatwg.org/#special-authority-ignore-slashes-state). All else stays as it was sent, since clients compare it
    /// with what they have.
    package static func tidied(_ text: String) -> String {
        let text = text.trimmed
        for scheme in ["https:", "http:"] where text.prefix(scheme.count).lowercased() == scheme {
            let rest = text.dropFirst(scheme.count).drop { $0 == "/" || $0 == "\\" }
            return rest.isEmpty ? text : text.prefix(scheme.count) + "//" + rest
        }
        return text
    }
}

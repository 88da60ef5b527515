import APIKeys

/// Writes sealed keys, one a line, for `Scripts/bench` to put into a database in bulk: making a million of them one by one through
/// the server would measure the audit log.
///
///     KeyMaker COUNT ORGANIZATION BRAND… < SERVER-SECRET-IN-HEX
///
/// A line holds, separated by tabs: id, digest, seal, scopes, brand access, brands; and in the first line the whole token as well.
/// Half of the keys reach all brands, half the three brands named.
@main
struct KeyMaker {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard arguments.count >= 3, let line = readLine(), let secret = ServerSecret(unhex(line)) else {
            print("usage: KeyMaker COUNT ORGANIZATION BRAND… < SERVER-SECRET-IN-HEX")
            return
        }
        let brands = Array(arguments[2...])
        for number in 0..<arguments[0] {
            let token = Token.generate()
            let access: BrandAccess = number % 2 == 0 ? .all : .specific(brands)
            let grant = Grant(id: token.id, organization: arguments[1], scopes: .query, brands: access)
            let sealed = SealedGrant(grant, for: token, under: secret)
            var columns = [
                token.id.description, hex(sealed.digest.bytes), hex(sealed.seal.bytes), "[\"query\"]",
                access == .all ? "all" : "specific",
                "[\((access.listed ?? []).map(String.init).joined(separator: ","))]",
            ]
            if number == 0 { columns.append(token.reveal()) }
            print(columns.joined(separator: "\t"))
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func unhex(_ text: String) -> [UInt8] {
        var rest = text[...]
        var bytes: [UInt8] = []
        while rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

import Testing

@testable import Dashboard

@Suite("QR codes")
struct QRCodeTests {
    @Test("A code has its margin, three finders and the timing between them")
    func structure() throws {
        let code = try #require(QRCode("Latchkey"))
        #expect(code.size == 21 + 8)
        let rows = Self.rows(code)
        #expect(rows.count == 29)
        for (place, row) in rows.enumerated() {
            #expect(row.count == 29)
            let isMargin = place < 4 || place >= 25
            #expect(isMargin ? !row.contains("#") : row.hasPrefix("....") && row.hasSuffix("...."))
        }
        let inner = rows[4..<25].map { String($0.dropFirst(4).dropLast(4)) }
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        #expect(inner.prefix(7).map { String($0.prefix(7)) } == finder)
        #expect(inner.prefix(7).map { String($0.suffix(7)) } == finder)
        #expect(inner.suffix(7).map { String($0.prefix(7)) } == finder)
        #expect(inner[6] == "#######.#.#.#.#######")
    }

    @Test("A code is the one that was scanned when this was written")
    func known() throws {
        let rows = Self.rows(try #require(QRCode("Latchkey")))
        #expect(rows[4..<25].map { String($0.dropFirst(4).dropLast(4)) } == Self.latchkey)
    }

    @Test("The text of an app fits, and what fits nowhere is no code")
    func sizes() throws {
        let email = String(repeating: "a", count: 242) + "@x.example"
        let address = TwoFactorSetUpPage.appAddress(String(repeating: "A", count: 32), email: email)
        #expect(try #require(QRCode(address)).size < 100)
        #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
    }

    /// "Latchkey" at level M.
    static let latchkey = [
        "#######..#.#..#######",
        "#.....#..#....#.....#",
        "#.###.#....##.#.###.#",
        "#.###.#..#....#.###.#",
        "#.###.#...###.#.###.#",
        "#.....#.#.....#.....#",
        "#######.#.#.#.#######",
        ".........##..........",
        "#..#.##.#..###.#.....",
        "..#.##...###.##.##.##",
        "##.##.#...##..##.##.#",
        "..##...###..###..#.##",
        ".#...##...##..####.#.",
        "........###..###.....",
        "#######..#.##.######.",
        "#.....#.###...#.#..#.",
        "#.###.#..#..###.#..#.",
        "#.###.#.#.#..####..##",
        "#.###.#..###.#####..#",
        "#.....#..####..##....",
        "#######.###..#...#.#.",
    ]

    /// Draws the path on a grid.
    static func rows(_ code: QRCode) -> [String] {
        var grid = [[Character]](repeating: [Character](repeating: ".", count: code.size), count: code.size)
        for run in code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            guard let column = Int(run.output.1), let row = Int(run.output.2), let length = Int(run.output.3) else { continue }
            for place in column..<column + length { grid[row][place] = "#" }
        }
        return grid.map { String($0) }
    }
}

import Testing

@testable import Visibility

@Suite struct NearestNameTests {
    @Test(
        "The distance counts slips",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
            ("abc", "ab", 1),
            ("ca", "abc", 3), ("kitten", "sitting", 3), ("platfrom", "platform", 1),
        ])
    func distance(_ one: String, _ other: String, _ expected: Int) {
        #expect(NearestName.distance(Array(one.unicodeScalars), Array(other.unicodeScalars)) == expected)
        #expect(NearestName.distance(Array(other.unicodeScalars), Array(one.unicodeScalars)) == expected)
    }

    @Test func everyNameIsNearestToItself() {
        for name in QueryPlan.Field.names { #expect(NearestName.to(name, among: QueryPlan.Field.names) == name) }
        #expect(NearestName.to("x", among: []) == nil)
    }

    @Test func everySlipIsUnderstood() {
        for name in QueryPlan.Field.names where name.count > 5 {
            for place in name.indices.dropFirst().suffix(3) {
                var slip = name
                let letter = slip.remove(at: place)
                #expect(NearestName.to(slip, among: QueryPlan.Field.names) == name, "\(slip)")
                slip.insert(letter, at: name.index(before: place))
                #expect(NearestName.to(slip, among: QueryPlan.Field.names) == name, "\(slip)")
            }
        }
    }
}

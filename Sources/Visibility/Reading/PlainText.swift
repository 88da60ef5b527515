/// Letters without their accents, for comparing what people type in a hurry.
enum PlainText {
    static func withoutAccents(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(bases[scalar] ?? scalar) }
        return String(plain)
    }

    /// The small letters of the languages that are told apart here.
    private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
        let rows: [(base: Unicode.Scalar, accented: String)] = [
            ("a", "àáâãäåăąảạấầẩẫậắằẳẵặ"), ("c", "çćč"), ("d", "ďđ"), ("e", "èéêëęěẻẽẹếềểễệ"), ("g", "ğ"), ("i", "ìíîïıĩỉị"),
            ("l", "ł"), ("n", "ñńň"),
            ("o", "òóôõöøőơỏọốồổỗộớờởỡợ"), ("r", "ř"), ("s", "śšşș"), ("t", "ťţț"), ("u", "ùúûüũůűưủụứừửữự"), ("y", "ýÿỳỵỷỹ"),
            ("z", "źżž"),
        ]
        var bases: [Unicode.Scalar: Unicode.Scalar] = [:]
        for row in rows { for accented in row.accented.unicodeScalars { bases[accented] = row.base } }
        return bases
    }()
}

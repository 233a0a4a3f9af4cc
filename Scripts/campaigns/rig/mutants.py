"""Mutants of Swift sources: small faults, all compiled into one program, of which a variable of the environment chooses one.

A comparison, a logical operator, a negation, an assignment or call that stands alone, and the operators of an SQL text
inside Swift are each replaced by something that asks which mutant is alive. One build serves them all, so that a mutant
costs only the tests that are to notice it (Untch, Offutt, Harrold 1993, "Mutation analysis using mutant schemata").
"""
import dataclasses
import re

VARIABLE = "SALES_MUTANT"

# What an operator becomes, and what it binds like.
COMPARISONS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
LOGIC = {"&&": ("||",), "||": ("&&",)}
SUMS = {"+": ("-",), "-": ("+",)}
SQL = {
    " <= ": (" < ", " > "), " < ": (" <= ", " > "), " > ": (" >= ", " < "), " >= ": (" > ", " < "), " <> ": (" = ",),
    " = ": (" <> ",), " AND ": (" OR ",), "NOT EXISTS": ("EXISTS",), " IS NULL": (" IS NOT NULL",),
    " IS NOT NULL": (" IS NULL",), " + ": (" - ",), " - ": (" + ",), " SKIP LOCKED": ("",), " DESC": ("",),
    " UNION ALL ": (" EXCEPT ",), "coalesce(": ("nullif(",),
}
CODE_OPERATOR = re.compile(r" (<=|>=|==|!=|<|>|&&|\|\|) ")
SUM = re.compile(r" ([+-]) ")
# Of a negation only what is a call or a name can be told without reading the grammar.
NEGATION = re.compile(r"(?<=[ (])!([a-z][\w.]*(?:\([\w.:, $]*\))?)(?=[ ,)]|$)")
ALONE = re.compile(r"^(\s+)((?:try |await )*(?!(?:self|super)\.\w+ =|let |var |return|throw |case |func |for |if |guard |while |in\b)"
                   r"[a-z]\w*(?:[.\[][\w.\[\]]*)?(?: (?:=|\+=|-=) .*|\(.*\)))$")
CLAUSE = re.compile(r"\b(SET|FROM|WHERE|RETURNING)\b")
SQL_OPERATOR = re.compile("|".join(re.escape(each) for each in SQL))
DIGITS = "+*%^"


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One fault: where it is and what it makes of what was written."""

    number: int
    file: str
    line: int
    was: str
    becomes: str

    def __str__(self):
        return f"{self.file}:{self.line}: `{self.was.strip()}` becomes `{self.becomes.strip() or 'nothing'}`"


class Module:
    """The mutants of one module's files, and the declarations that they need."""

    def __init__(self, first):
        self.next, self.mutants, self.operators = first, [], []

    def add(self, file, line, was, becomes):
        self.mutants.append(Mutant(self.next, file, line, was, becomes))
        self.next += 1
        return self.next - 1

    def operator(self, file, line, was):
        """A new operator in the place of one; each place has its own."""
        name = was + spelled(self.next)
        numbers = {self.add(file, line, was, each): each for each in (COMPARISONS | LOGIC | SUMS)[was]}
        if was in LOGIC:
            precedence = "LogicalConjunctionPrecedence" if was == "&&" else "LogicalDisjunctionPrecedence"
            head = "(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool"
            call = lambda each: f"try a {each} b()"
        elif was in SUMS:
            precedence, head = "AdditionPrecedence", "<T: AdditiveArithmetic>(a: T, b: T) -> T"
            call = lambda each: f"a {each} b"
        else:
            precedence = "ComparisonPrecedence"
            kind = "Equatable" if was in ("==", "!=") else "Comparable"
            head, call = f"<T: {kind}>(a: T, b: T) -> Bool", lambda each: f"a {each} b"
        cases = "".join(f"case {number}: {call(each)}; " for number, each in numbers.items())
        self.operators.append(f"infix operator {name}: {precedence}\n"
                              f"func {name} {head} {{ switch mutantAlive {{ {cases}default: {call(was)} }} }}")
        return name

    def declarations(self):
        """The file that goes into the module beside what was mutated."""
        return "\n".join([
            "internal import Foundation",
            f'let mutantAlive = ProcessInfo.processInfo.environment["{VARIABLE}"].flatMap {{ Int($0) }} ?? 0',
            "func mutated(_ number: Int, _ truth: Bool) -> Bool { mutantAlive == number ? !truth : truth }",
            "func mutated(_ number: Int, _ text: String, _ other: String) -> String { mutantAlive == number ? other : text }",
            *self.operators, "",
        ])

    def mutate(self, file, text, without, has_sql):
        """The text with its mutants; `without` says of lines how much the compiler refused: sums, then everything."""
        lines, is_text, is_change = text.split("\n"), False, False
        for index, line in enumerate(lines):
            number = index + 1
            is_fence, was_text = line.count('"""') == 1, is_text
            is_text = is_text != is_fence
            if without.get(number, 0) > 1 or line.lstrip().startswith("//"):
                continue
            if was_text and not is_fence:
                lines[index] = self.sql(file, number, line, is_change) if has_sql else line
                is_change = assigns(line, len(line), is_change)
            elif not is_fence:
                lines[index] = self.code(file, number, line, has_sql, number not in without)
        return "\n".join(lines)

    def code(self, file, number, line, has_sql, has_sums):
        if has_sql and '"' in line:
            return "".join(part if at % 2 == 0 else f'"{self.sql(file, number, part[1:-1])}"'
                           for at, part in enumerate(re.split(r'("(?:[^"\\]|\\[^(])*")', line)))
        if '"' in line or re.match(r"\s*(@|precedencegroup|infix|prefix|func .*(<|==)|extension |struct |import )", line):
            return line
        if alone := ALONE.match(line):
            space, statement = alone.groups()
            if balanced(statement):
                return f"{space}if mutantAlive != {self.add(file, number, statement, '')} {{ {statement} }}"
        for operators in (CODE_OPERATOR, SUM) if has_sums else (CODE_OPERATOR,):
            line = operators.sub(lambda found: f" {self.operator(file, number, found[1])} ", line)
        return NEGATION.sub(lambda found: f"mutated({self.add(file, number, found[0], found[1])}, !{found[1]})", line)

    def sql(self, file, number, line, is_change=False):
        def chosen(found):
            was = found[0]
            if was == " = " and assigns(line, found.start(), is_change):
                return was
            text = f'"{was}"'
            for becomes in SQL[was]:
                text = f'mutated({self.add(file, number, f"{line.strip()} @{found.start()}{was}", becomes)}, {text}, "{becomes}")'
            return f"\\({text})"

        # What is computed inside the text is code, and stays.
        code = [found.span() for found in re.finditer(r"\\\((?:[^()]|\([^()]*\))*\)", line)]
        return SQL_OPERATOR.sub(
            lambda found: found[0] if any(a <= found.start() < b for a, b in code) else chosen(found), line)


def assigns(line, at, before):
    """Whether `=` at a place of a line of SQL assigns: after SET, also one of a line before."""
    clauses = CLAUSE.findall(line[:at])
    return clauses[-1] == "SET" if clauses else before


def balanced(text):
    """Whether all that is opened in a line is closed in it."""
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def spelled(number):
    """A number in characters of which operators are made."""
    digits = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits += DIGITS[digit]
    return digits + DIGITS[0]

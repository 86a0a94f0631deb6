import ts from 'typescript'
import { combine, plain, type Fragment } from './fragment.ts'

export type Evaluator = {
  /** Every text that an expression of type `Sql` may become. Throws `Unreadable` where that can’t be told from the source. */
  evaluate: (node: ts.Expression) => Fragment[]
  /** As `evaluate`, for what a function answers. */
  answersOf: (node: ts.Expression) => Fragment[]
  isSql: (node: ts.Expression) => boolean
  /** The expressions that a name may stand for: a constant’s own, of a parameter what each caller gives. None where that can’t be told. */
  valuesOf: (node: ts.Expression) => ts.Expression[]
}

export class Unreadable extends Error {}

/** Functions that mark a statement; the tag they answer is `sql` itself. */
export const markers = ['acrossWorkspaces', 'acrossModes'] as const

const deepest = 40

/** Follows fragments of SQL through constants, functions and their callers. */
export function createEvaluator({ program, files }: { program: ts.Program; files: readonly ts.SourceFile[] }): Evaluator {
  const checker = program.getTypeChecker()
  const calls = new Map<ts.Declaration, ts.CallExpression[]>()
  for (const file of files) visit(file)

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const declaration = functionOf(node.expression)
      if (declaration) calls.set(declaration, [...(calls.get(declaration) ?? []), node])
    }
    ts.forEachChild(node, visit)
  }

  function declarationOf(node: ts.Node): ts.Declaration | undefined {
    const parent = node.parent
    const symbol = ts.isShorthandPropertyAssignment(parent) ? checker.getShorthandAssignmentValueSymbol(parent) : checker.getSymbolAtLocation(node)
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return target?.valueDeclaration
  }

  function functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined {
    const declaration = declarationOf(callee)
    if (declaration && ts.isFunctionDeclaration(declaration)) return declaration
    const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
    return initializer && ts.isArrowFunction(initializer) ? initializer : undefined
  }

  const isSql = (node: ts.Expression): boolean => checker.typeToString(checker.getTypeAtLocation(node)) === 'Sql'
  const unreadable = (node: ts.Node): Unreadable =>
    new Unreadable(`what ${node.getText().replace(/\s+/g, ' ').slice(0, 80)} becomes can’t be told from the source`)

  function evaluate(node: ts.Expression, depth = 0): Fragment[] {
    if (depth > deepest) throw unreadable(node)
    const within = (next: ts.Expression) => evaluate(next, depth + 1)
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return within(node.expression)
    if (ts.isConditionalExpression(node)) return [...within(node.whenTrue), ...within(node.whenFalse)]
    if (ts.isTaggedTemplateExpression(node)) return ofTemplate(node, depth)
    if (ts.isCallExpression(node)) return ofCall(node, depth)
    const found = valuesOf(node)
    if (found.length === 0) throw unreadable(node)
    return found.flatMap((value) => within(value))
  }

  function ofTemplate({ tag, template }: ts.TaggedTemplateExpression, depth: number): Fragment[] {
    const mark: Fragment = { ...plain(''), markers: new Set(markersOf(tag)) }
    // Nothing more is asked of it.
    if (mark.markers.has('acrossWorkspaces')) return [mark]
    if (ts.isNoSubstitutionTemplateLiteral(template)) return combine([[mark], [plain(template.text)]])
    const spans = template.templateSpans.flatMap(({ expression, literal }) => [ofInterpolation(expression, depth), [plain(literal.text)]])
    return combine([[mark], [plain(template.head.text)], ...spans])
  }

  function markersOf(tag: ts.Expression): string[] {
    if (ts.isCallExpression(tag)) return markers.filter((marker) => tag.expression.getText() === marker)
    return tag.getText() === 'sql' ? [] : valuesOf(tag).flatMap(markersOf)
  }

  function ofInterpolation(node: ts.Expression, depth: number): Fragment[] {
    if (isSql(node)) return evaluate(node, depth + 1)
    return [{ ...plain('$1'), parameters: [nameOf(node)] }]
  }

  // The last of its names: `workspaceId` of `ctx.workspaceId`.
  function nameOf(node: ts.Expression): string {
    if (ts.isPropertyAccessExpression(node)) return node.name.text
    return ts.isIdentifier(node) ? node.text : ''
  }

  function ofCall(node: ts.CallExpression, depth: number): Fragment[] {
    const callee = node.expression.getText()
    const [first, second] = node.arguments
    if (callee === 'raw' && first) return textsOf(first, depth).map(plain)
    if (callee === 'join' && first) {
      const separator = second && ts.isStringLiteral(second) ? second.text : ','
      return combine(elementsOf(first, depth).flatMap((element, place) => (place === 0 ? [element] : [[plain(separator)], element])))
    }
    return ofFunction(node.expression, depth)
  }

  function ofFunction(node: ts.Expression, depth = 0): Fragment[] {
    const declaration = ts.isArrowFunction(node) ? node : functionOf(node)
    if (!declaration) throw unreadable(node)
    return returnsOf(declaration).flatMap((value) => evaluate(value, depth + 1))
  }

  /** The elements of a list; of a list that is made by `map`, one that stands for all. */
  function elementsOf(node: ts.Expression, depth: number): Fragment[][] {
    if (depth > deepest) throw unreadable(node)
    if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => ofInterpolation(element, depth))
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'map') {
      const [each] = node.arguments
      if (each && ts.isArrowFunction(each)) return [returnsOf(each).flatMap((value) => ofInterpolation(value, depth))]
    }
    const [value, another] = valuesOf(node)
    if (!value || another) throw unreadable(node)
    return elementsOf(value, depth + 1)
  }

  /** What a text may be, of those that become SQL themselves. */
  function textsOf(node: ts.Expression, depth: number): string[] {
    if (depth > deepest) throw unreadable(node)
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return [node.text]
    if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue, depth + 1), ...textsOf(node.whenFalse, depth + 1)]
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.flatMap(({ expression, literal }) => [textsOf(expression, depth + 1).map(plain), [plain(literal.text)]])
      return combine([[plain(node.head.text)], ...spans]).map(({ text }) => text)
    }
    const found = valuesOf(node)
    if (found.length === 0) throw unreadable(node)
    return found.flatMap((value) => textsOf(value, depth + 1))
  }

  function valuesOf(node: ts.Expression): ts.Expression[] {
    const declaration = declarationOf(node)
    if (!declaration) return []
    if (ts.isVariableDeclaration(declaration)) return declaration.initializer && declaration.parent.flags & ts.NodeFlags.Const ? [declaration.initializer] : []
    const parameter = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration
    if (!ts.isParameter(parameter)) return []
    const host = parameter.parent
    const boundName = ts.isBindingElement(declaration) ? (declaration.propertyName ?? declaration.name).getText() : ''
    const callers = calls.get(host) ?? []
    const given = callers.map((call) => {
      const argument = call.arguments[host.parameters.indexOf(parameter)]
      if (declaration === parameter) return argument
      return argument && ts.isObjectLiteralExpression(argument) ? propertyOf({ object: argument, name: boundName }) : undefined
    })
    const known = given.filter((value) => value !== undefined)
    return known.length === given.length ? known : []
  }

  return { evaluate: (node) => evaluate(node), answersOf: (node) => ofFunction(node), isSql, valuesOf }
}

export function propertyOf({ object, name }: { object: ts.ObjectLiteralExpression; name: string }): ts.Expression | undefined {
  const property = object.properties.find((each) => each.name?.getText() === name)
  if (property && ts.isPropertyAssignment(property)) return property.initializer
  return property && ts.isShorthandPropertyAssignment(property) ? property.name : undefined
}

/** What a function answers, one expression a `return`. */
export function returnsOf({ body }: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!body) return []
  if (!ts.isBlock(body)) return [body]
  const found: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

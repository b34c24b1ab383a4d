import {
  type BinaryOperationNode,
  ColumnNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  ReferenceNode,
} from 'kysely'

/** As though nobody had thought of two people who save at once: every version is as good as another. */
export const comparesNoVersion: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => new Forgetful().transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}

class Forgetful extends OperationNodeTransformer {
  protected override transformBinaryOperation(
    ...[node, queryId]: Parameters<OperationNodeTransformer['transformBinaryOperation']>
  ): BinaryOperationNode {
    const { leftOperand } = node
    const isOfAVersion =
      ReferenceNode.is(leftOperand) &&
      ColumnNode.is(leftOperand.column) &&
      leftOperand.column.column.name === 'version'
    return super.transformBinaryOperation(
      isOfAVersion ? { ...node, rightOperand: leftOperand } : node,
      queryId,
    )
  }
}

// A long computation runs in pieces: one of those waiting continues in each turn of the event loop.
import { giveWay } from '../../../src/graphql/loading/decisions';

/** Computes for longer than one turn may take. */
function calculate(): void {
  const end = performance.now() + 15;
  while (performance.now() < end);
}
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
beforeEach(nextTurn);

test('short work continues at once', () => {
  expect(giveWay()).toBeUndefined();
  expect(giveWay()).toBeUndefined();
});

test('long work continues in a later turn, after a timer that is due', async () => {
  const order: string[] = [];
  void giveWay();
  setTimeout(() => order.push('timer'), 0);
  calculate();
  await giveWay();
  order.push('went on');

  expect(order).toEqual(['timer', 'went on']);
});

test('of several that wait, one continues in each turn', async () => {
  let turn = 0;
  const count = (): void => {
    turn += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  void giveWay();
  calculate();
  const turns = await Promise.all(
    [1, 2, 3].map(async () => {
      await giveWay();
      return turn;
    }),
  );
  clearImmediate(counting);

  expect(new Set(turns).size).toBe(3);
});

test('a request that ends while its computation waits does not continue', async () => {
  let isOver = false;
  const end = {
    throwIfAborted: () => {
      if (isOver) throw new Error('over');
    },
  };
  void giveWay();
  calculate();
  const waiting = giveWay(end);
  isOver = true;

  await expect(waiting).rejects.toThrow('over');
  expect(() => giveWay(end)).toThrow('over');
});

import { text } from '../words/text.js';

/** Everything merges of customer records say. */
export const mergeWords = {
	merge: text('Merge of customer records', '客户档案合并'),
	states: {
		proposed: text('Proposed', '待合并'),
		merged: text('Merged', '已合并'),
		undone: text('Undone', '已撤销'),
	},
	doMerge: text('Merge', '合并'),
	doMergeNote: text(
		'Everything that names the duplicate follows the record that is kept, except what was approved as it stands. It can be undone.',
		'凡引用重复档案的记录均转至保留档案；已按原内容审批的除外。合并可以撤销。',
	),
	undo: text('Undo the merge', '撤销合并'),
	undoNote: text(
		'Puts back exactly what followed, unless it has been changed to something else since.',
		'将合并时转移的记录逐一还原；此后又被改动的不再还原。',
	),
	take: text('Particulars taken from the duplicate', '采用重复档案的资料项'),
	survivorMissing: text('Say which record is kept.', '请选择保留档案。'),
	duplicateMissing: text('Say which record is the duplicate.', '请选择重复档案。'),
	sameRecord: text('A record is no duplicate of itself. Choose two records.', '同一档案不能与自身合并，请选择两份档案。'),
	alreadyMerged: text(
		'“{customer}” has been merged into another record already. Undo that merge, or choose the record it was merged into.',
		'“{customer}”已并入其他档案。请先撤销该合并，或改选其并入的档案。',
	),
	survivorArchived: text(
		'“{customer}” is archived. Restore it first, or keep the other record.',
		'“{customer}”已归档，请先恢复，或改留另一份档案。',
	),
	duplicateInVetting: text(
		'“{customer}” is being vetted. Reject it or complete its vetting first, or keep this record.',
		'“{customer}”正在选择评定中。请先办结或否决，或改为保留该档案。',
	),
	survivorNotSelected: text(
		'“{duplicate}” has been selected and “{survivor}” has not. Keep the selected record.',
		'“{duplicate}”已通过选定而“{survivor}”尚未选定，请保留已选定的档案。',
	),
	settleFirst: text(
		'“{title}” names the duplicate and is under approval, or approved and not yet in force. Complete or withdraw it first.',
		'“{title}”引用重复档案，且正在审批或已批准未生效。请先办结或撤回。',
	),
	tooMany: text(
		'More than {most} records name the duplicate. Keep that record and make the other one the duplicate.',
		'引用重复档案的记录超过 {most} 条。请保留该档案，而将另一份作为重复档案。',
	),
	mergedOn: text(
		'“{customer}” has been merged into a further record since. Undo that merge first.',
		'“{customer}”此后又并入其他档案，请先撤销后一次合并。',
	),
	notTheirs: text('The duplicate no longer points at the record that was kept.', '重复档案已不再指向保留档案。'),
	mergedSubject: text('Two records of a customer were merged', '客户档案已合并'),
	mergedBody: text('“{duplicate}” was merged into “{survivor}”.', '“{duplicate}”已并入“{survivor}”。'),
	undoneSubject: text('A merge of customer records was undone', '客户档案合并已撤销'),
	undoneBody: text('“{duplicate}” and “{survivor}” are two records again.', '“{duplicate}”与“{survivor}”已恢复为两份档案。'),
	outcomes: {
		moved: text('Followed', '已转移'),
		stayed: text('Stayed', '保留原处'),
		returned: text('Put back', '已还原'),
		left: text('Changed since, left', '已改动，未还原'),
	},
} as const;

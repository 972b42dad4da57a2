import { describe, expect, it } from 'vitest';
import { asActor, staff } from '../testing/people.js';
import { ReviewStory, rulesOf } from '../testing/review-story.js';

describe('taking a contract back from review (ORG-10)', () => {
	it('is for whoever submitted it', () => {
		const story = new ReviewStory();
		story.contract('submit', staff.seller);
		expect(rulesOf(story.contract('withdraw', asActor(staff.head)))).toEqual(['only-submitter ORG-10']);
		expect(story.status).toBe('in_review');
		expect(rulesOf(story.contract('withdraw', asActor(staff.seller)))).toEqual([]);
		expect(story.status).toBe('draft');
	});
});
